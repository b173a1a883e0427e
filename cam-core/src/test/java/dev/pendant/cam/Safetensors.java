package dev.pendant.cam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** The float32 tensors of a golden file: 8 bytes of length, a JSON header, the values. */
final class Safetensors {

  private final JsonNode header;
  private final ByteBuffer data;

  private Safetensors(JsonNode header, ByteBuffer data) {
    this.header = header;
    this.data = data;
  }

  /** Reads a file of the repository's golden folder. */
  static Safetensors golden(String name) {
    try {
      byte[] file = Files.readAllBytes(Path.of("..", "goldens", "models", name + ".safetensors"));
      ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      int length = Math.toIntExact(buffer.getLong());
      JsonNode header = new ObjectMapper().readTree(file, 8, length);
      buffer.position(8 + length);
      return new Safetensors(header, buffer.slice().order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long[] shape(String name) {
    return StreamSupport.stream(entry(name).get("shape").spliterator(), false)
        .mapToLong(JsonNode::asLong)
        .toArray();
  }

  float[] floats(String name) {
    JsonNode offsets = entry(name).get("data_offsets");
    int from = offsets.get(0).asInt();
    float[] values = new float[(offsets.get(1).asInt() - from) / Float.BYTES];
    data.slice(from, values.length * Float.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }

  /** One sample of a batch. */
  float[] floats(String name, int sample) {
    float[] all = floats(name);
    int size = all.length / Math.toIntExact(shape(name)[0]);
    return java.util.Arrays.copyOfRange(all, sample * size, (sample + 1) * size);
  }

  Tensor tensor(Backend backend, String name) {
    return Tensor.of(backend, floats(name), shape(name));
  }

  private JsonNode entry(String name) {
    return Objects.requireNonNull(header.get(name), name);
  }
}
