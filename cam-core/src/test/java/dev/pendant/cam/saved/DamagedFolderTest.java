package dev.pendant.cam.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pendant.cam.Explanation;
import dev.pendant.cam.HeatMap;
import dev.pendant.cam.image.Npy;
import dev.pendant.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedFolderTest {

  @TempDir Path temporary;
  private Path folder = Path.of("");
  private Path manifest = Path.of("");

  @BeforeEach
  void save() {
    folder = temporary.resolve("saved");
    manifest = folder.resolve("manifest.json");
    Samples.of(Samples.MAP).save(folder);
  }

  private void isRefused(String... because) {
    assertThatExceptionOfType(SavedException.class)
        .isThrownBy(() -> Explanation.read(folder))
        .satisfies(e -> assertThat(e.getMessage()).startsWith(folder.toString()).contains(because));
  }

  /** Puts other text in place of a part of the manifest. */
  private void change(String part, String other) {
    try {
      String text = Files.readString(manifest);
      assertThat(text).contains(part);
      Files.writeString(manifest, text.replace(part, other));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aNewerVersionIsRefused() {
    change("\"version\" : 1,", "\"version\" : 2,");
    isRefused("expected format version 1, got 2", "newer");
  }

  @Test
  void anotherFormatIsRefused() throws IOException {
    change("pendant-explanation", "recipe");
    isRefused("expected a manifest of format 'pendant-explanation', got \"recipe\"");
    Files.writeString(manifest, "[1]");
    isRefused("format 'pendant-explanation', got none");
    Files.writeString(manifest, "");
    isRefused("format 'pendant-explanation', got none");
  }

  @Test
  void aDamagedManifestIsRefused() throws IOException {
    String whole = Files.readString(manifest);
    Files.writeString(manifest, whole.substring(0, whole.length() / 2));
    isRefused("manifest.json: expected the manifest", "save it again");
    Files.writeString(manifest, whole + "}");
    isRefused("manifest.json: expected the manifest");
    for (String field : List.of("method", "sample", "class_index", "layers", "device")) {
      Files.writeString(manifest, whole.replace('"' + field + '"', "\"other\""));
      isRefused("damaged", "'" + field + "'");
    }
    Files.writeString(manifest, whole.replace("\"sample\" : 1", "\"sample\" : null"));
    isRefused("damaged");
    Files.writeString(manifest, whole.replace("\"sample\" : 1", "\"sample\" : \"1\""));
    isRefused("damaged");
    Files.writeString(manifest, whole.replace("\"traits\" : [ ]", "\"traits\" : [ null ]"));
    isRefused("damaged");
  }

  @Test
  void aMissingArrayIsRefused() throws IOException {
    Files.delete(folder.resolve("scores.npy"));
    isRefused("scores.npy: there is no such file");
  }

  @Test
  void anArrayOfAnotherShapeIsRefused() {
    Npy.write(folder.resolve("map-0.npy"), Samples.MAP.values(), Shape.of(3, 2));
    isRefused("shape of map-0.npy: expected [2, 3], got [3, 2]");
    Npy.write(folder.resolve("map-0.npy"), Samples.MAP.values(), Shape.of(1, 1, 2, 3));
    change("\"shape\" : [ 2, 3 ]\n  } ],", "\"shape\" : [ 1, 1, 2, 3 ]\n  } ],");
    isRefused("[1, 1, 2, 3]", "save it again");
    Npy.write(folder.resolve("map-0.npy"), new double[6], Shape.of(2, 3));
    isRefused("expected little-endian float32");
  }

  @Test
  void arraysOfAnotherExplanationAreRefused() {
    float[] blank = new float[6];
    Npy.write(folder.resolve("map-0.npy"), blank, Shape.of(2, 3));
    isRefused("status: expected ok, got blank");
    blank[0] = 1;
    Npy.write(folder.resolve("map-0.npy"), blank, Shape.of(2, 3));
    isRefused("scale: expected [Scale[", "got [Scale[min=0.0, max=1.0]]");
  }

  @Test
  void aNameThatLeadsOutOfTheFolderIsRefused() {
    Samples.of(HeatMap.of(1, 1, 1)).save(temporary.resolve("other"));
    for (String name : List.of("../other/map-0.npy", "/etc/passwd", "..", "a/b", "C:x", "x\\\\y")) {
      Samples.of(Samples.MAP).save(folder);
      change("map-0.npy", name);
      isRefused("name of an array: expected that of a file in this folder, got '");
    }
  }

  @Test
  void numbersThatFitNothingAreRefused() {
    change("\"sample\" : 1", "\"sample\" : 2");
    isRefused("sample 2 is out of range: the batch has 2");
    change("\"sample\" : 2", "\"sample\" : 1");
    change("\"class_index\" : 2", "\"class_index\" : 3");
    isRefused("class 3 is out of range");
    change("\"class_index\" : 3", "\"class_index\" : -2");
    isRefused("class: expected an index from 0, or -1 for none, got -2");
    change("\"class_index\" : -2", "\"class_index\" : 2");
    change("\"call\" : 1", "\"call\" : -1");
    isRefused("expected the call and slot that are meant by 'layer4'");
    change("\"call\" : -1", "\"call\" : 1");
    change("\"side\" : \"output\"", "\"side\" : \"back\"");
    isRefused("expected as side one of [input, output], got 'back'");
  }

  @Test
  void aLayerTooManyIsRefused() throws IOException {
    String text = Files.readString(manifest);
    String layer = text.replaceAll("(?s).*\"layers\" : \\[ (\\{.*?\\}).*", "$1");
    assertThat(layer).startsWith("{").contains("layer4").endsWith("}");
    change(layer, layer + ", " + layer);
    isRefused("expected the layer of each of 1 maps, or none, got 2");
  }

  @Test
  void whateverIsChangedItIsRefusedOrRead() throws IOException {
    Random random = new Random(7);
    int refused = 0;
    for (String name : List.of("manifest.json", "map-0.npy", "scores.npy")) {
      Path file = folder.resolve(name);
      byte[] whole = Files.readAllBytes(file);
      for (int i = 0; i < 400; i++) {
        Files.write(file, mutated(whole, random));
        try {
          assertThat(Explanation.read(folder).unfinished().layers()).hasSize(1);
        } catch (SavedException e) {
          assertThat(e.getMessage()).isNotBlank();
          refused++;
        }
      }
      Files.write(file, whole);
    }
    assertThat(refused).isBetween(600, 1199);
    assertThat(Explanation.read(folder)).isEqualTo(Samples.of(Samples.MAP));
  }

  /** One to three bytes changed, dropped or doubled, or the end cut off. */
  private static byte[] mutated(byte[] whole, Random random) {
    byte[] bytes = whole;
    for (int i = 0; i <= random.nextInt(3); i++) {
      int at = random.nextInt(bytes.length);
      byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
      byte[] head = Arrays.copyOf(bytes, at);
      byte[] odd = "0129-+.eE\"{}[]:,\0/nN".getBytes(StandardCharsets.US_ASCII);
      switch (random.nextInt(5)) {
        case 0 -> tail[0] = (byte) random.nextInt(256);
        case 1 -> tail[0] = odd[random.nextInt(odd.length)];
        case 2 -> tail = Arrays.copyOfRange(tail, 1, tail.length);
        case 3 -> head = Arrays.copyOf(bytes, Math.min(bytes.length, at + 1));
        default -> tail = random.nextInt(4) == 0 ? new byte[] {'1'} : tail;
      }
      bytes = Arrays.copyOf(head, head.length + tail.length);
      System.arraycopy(tail, 0, bytes, head.length, tail.length);
    }
    return bytes;
  }
}
