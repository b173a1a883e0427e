package dev.pendant.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.models.ModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsWeightsTest {

  @TempDir Path folder;

  private Weights read(byte[] content) {
    try {
      return Weights.read(Files.write(folder.resolve("w.safetensors"), content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

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
  void tensorsAreReadByName() {
    String header =
        "{'__metadata__': {'format': 'pt'}, 'b\\u0041': {'dtype':'F32','shape':[],"
            + "'data_offsets':[8,12]}, 'a': {'dtype':'F32','shape':[2,1],'data_offsets':[0,8]}}  ";
    Weights tensors = read(file(header, 12));
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
    assertThatThrownBy(() -> read(file(header, 8)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("expected ");
  }

  @Test
  void aMissingFileAndAFolderAreNamed() {
    assertThatThrownBy(() -> Weights.read(folder.resolve("none")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("none: does not exist");
    assertThatThrownBy(() -> Weights.read(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("is not a file");
  }

  @Test
  void lengthsThatLieAreRefused() {
    byte[] whole = file("{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}", 8);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(ModelException.class);
    }
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putLong(0, Long.MAX_VALUE);
    assertThatThrownBy(() -> read(whole)).isInstanceOf(ModelException.class);
  }

  @Test
  void halvesIntegersAndBooleansAreWidened() {
    byte[] json =
        ("{'h':{'dtype':'F16','shape':[2],'data_offsets':[0,4]},"
                + "'b':{'dtype':'BF16','shape':[1],'data_offsets':[4,6]},"
                + "'s':{'dtype':'I8','shape':[1],'data_offsets':[6,7]},"
                + "'t':{'dtype':'BOOL','shape':[1,1],'data_offsets':[7,8]}}")
            .replace('\'', '"')
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + json.length + 8).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    file.putShort((short) 0x3e00).putShort((short) 0xc000).putShort((short) 0x3fc0);
    file.put((byte) -3).put((byte) 1);

    Weights weights = read(file.array());
    assertThat(weights.floats("h")).containsExactly(1.5f, -2);
    assertThat(weights.floats("b")).containsExactly(1.5f);
    assertThat(weights.longs("s")).containsExactly(-3);
    assertThat(weights.longs("t")).containsExactly(1);
    assertThat(weights.spec("t")).hasToString("int64[1, 1]");
  }

  /** The file has holes, which take no room; the windows it is mapped in end at whole GiB. */
  @Test
  void aFileOverTwoGigabytesIsReadWhereItIsAsked() throws IOException {
    // The tensor behind it begins at an odd byte and lies on both sides of 3 GiB.
    long big = (3L << 30) - 200_001;
    String header =
        ("{'big':{'dtype':'U8','shape':["
                + big
                + "],'data_offsets':[0,"
                + big
                + "]},'last':{'dtype':'F32','shape':[100000],'data_offsets':["
                + big
                + ","
                + (big + 400_000)
                + "]}}")
            .replace('\'', '"');
    Path path = folder.resolve("big.safetensors");
    ByteBuffer start = ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8)).flip();
    ByteBuffer last = ByteBuffer.allocate(400_000).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 100_000; i++) {
      last.putFloat(4 * i, i + 0.25f);
    }
    try (FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      file.write(start, 0);
      file.write(last, start.limit() + big);
    }

    Weights weights = Weights.read(path);
    assertThat(weights.spec("big").shape().get(0)).isEqualTo(big);
    float[] values = weights.floats("last");
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isEqualTo(i + 0.25f);
    }
    assertThatThrownBy(() -> weights.longs("big"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("too many values");
  }
}
