package dev.pendant.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.models.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

  private static byte[] file(String header, int dataBytes) {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    for (int i = 0; i < dataBytes / 4; i++) {
      file.putFloat(i + 0.5f);
    }
    return file.array();
  }

  @Test
  void tensorsAreReadByName(@TempDir Path folder) throws IOException {
    String header =
        "{'__metadata__': {'format': 'pt'}, 'b\\u0041': {'dtype':'F32','shape':[],"
            + "'data_offsets':[8,12]}, 'a': {'dtype':'F32','shape':[2,1],'data_offsets':[0,8]}}  ";
    Safetensors tensors =
        Safetensors.read(Files.write(folder.resolve("w.safetensors"), file(header, 12)));
    assertThat(tensors.names()).containsExactly("bA", "a");
    assertThat(tensors.spec("a")).hasToString("float32[2, 1]");
    assertThat(tensors.floats("a")).containsExactly(0.5f, 1.5f);
    assertThat(tensors.floats("bA")).containsExactly(2.5f);
    assertThatThrownBy(() -> tensors.longs("a")).hasMessageContaining("asked for INT64");
    assertThatThrownBy(() -> tensors.floats("c")).hasMessageContaining("[bA, a]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
            + "'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}",
        "{'a':{'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,8]}}",
        "{'a':{'dtype':'F8','shape':[2],'data_offsets':[0,8]}}",
        "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}",
        "{'a':{'dtype':'F32','data_offsets':[0,8]}}",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
            + "'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
        "{'a':[[[[[[[[[[[[[[]]]]]]]]]]]]]]}",
        "{'a':99999999999999999999}",
        "{'a'}",
        "{'a",
        "[]",
        "{} {}"
      })
  void headersThatLieAreRefused(String header) {
    assertThatThrownBy(() -> Safetensors.of(file(header, 8)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("expected a safetensors");
  }

  @Test
  void lengthsThatLieAreRefused() {
    byte[] whole = file("{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}", 8);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Safetensors.of(cut)).isInstanceOf(ModelException.class);
    }
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putLong(0, Long.MAX_VALUE);
    assertThatThrownBy(() -> Safetensors.of(whole)).isInstanceOf(ModelException.class);
  }
}
