package dev.pendant.cam.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pendant.cam.Explanation;
import dev.pendant.cam.HeatMap;
import dev.pendant.cam.Status;
import dev.pendant.cam.image.Npy;
import dev.pendant.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationFolderTest {

  /** NaN with a payload. */
  private static final float ODD_NAN = Float.intBitsToFloat(0x7fc12345);

  @TempDir Path temporary;

  private Explanation savedAndRead(Explanation why) {
    why.save(temporary.resolve("a").resolve("b"));
    Explanation read = Explanation.read(temporary.resolve("a").resolve("b"));
    assertThat(read).isEqualTo(why).hasSameHashCodeAs(why);
    return read;
  }

  @Test
  void whatWasSavedIsReadBack() {
    Explanation read = savedAndRead(Samples.of(Samples.MAP));

    assertThat(read.status()).isEqualTo(Status.OK);
    assertThat(read.normalized()).isEqualTo(Samples.of(Samples.MAP).normalized());
    assertThat(read.score()).isEqualTo(Samples.of(Samples.MAP).score());
    savedAndRead(Samples.ofManyParts());
    savedAndRead(Samples.withoutLayer());
  }

  @Test
  void mapsOfOneAndThreeAxesAreReadBack() {
    savedAndRead(Samples.of(HeatMap.of(Shape.of(4), 1, -2, 3, 0)));
    savedAndRead(Samples.of(HeatMap.of(Shape.of(2, 1, 2), 1, -2, 3, 0)));
  }

  @Test
  void aBlankMapIsReadBack() {
    assertThat(savedAndRead(Samples.of(HeatMap.of(1, 2, -1, -0f))).status())
        .isEqualTo(Status.BLANK);
  }

  @Test
  void whatIsNotFiniteIsReadBackBitForBit() {
    float[] odd = {ODD_NAN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f};
    Explanation read = savedAndRead(Samples.of(HeatMap.of(2, 2, odd)));

    assertThat(read.status()).isEqualTo(Status.NON_FINITE);
    assertThat(bits(read.raw().values())).containsExactly(bits(odd));
    Explanation ofScore =
        savedAndRead(
            Samples.of(
                Samples.MAP, Samples.floats(0, 0, 0, 0, Double.NEGATIVE_INFINITY, Double.NaN)));
    assertThat(ofScore.status()).isEqualTo(Status.NON_FINITE);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  @Test
  void theFilesAreArraysAndAManifest() throws IOException {
    Samples.of(Samples.MAP).save(temporary);

    assertThat(temporary.toFile().list())
        .containsExactlyInAnyOrder("manifest.json", "map-0.npy", "scores.npy");
    assertThat(Npy.read(temporary.resolve("map-0.npy")).values())
        .containsExactly(Samples.MAP.values());
    JsonNode manifest = new ObjectMapper().readTree(temporary.resolve("manifest.json").toFile());
    assertThat(manifest.path("target").textValue()).isEqualTo("class 2");
    assertThat(manifest.path("class_index").intValue()).isEqualTo(2);
    assertThat(manifest.path("status").textValue()).isEqualTo("ok");
    assertThat(manifest.at("/scales/0/max").floatValue()).isEqualTo(7e30f);
    assertThat(manifest.at("/layers/0/path").textValue()).isEqualTo("layer4");
    assertThat(manifest.at("/layers/0/call").intValue()).isEqualTo(1);
    assertThat(manifest.at("/maps/0/file").textValue()).isEqualTo("map-0.npy");
    assertThat(manifest.at("/maps/0/shape").toString()).isEqualTo("[2,3]");
    assertThat(manifest.at("/timing/forward_nanos").longValue()).isEqualTo(1_234_567_891);
  }

  @Test
  void aSecondReplacesTheFirst() {
    Samples.ofManyParts().save(temporary);
    Samples.of(Samples.MAP).save(temporary);

    assertThat(Explanation.read(temporary)).isEqualTo(Samples.of(Samples.MAP));
  }

  @Test
  void savingThatIsCutShortLeavesNoManifest() throws IOException {
    Samples.of(Samples.MAP).save(temporary);
    Path scores = temporary.resolve("scores.npy");
    Files.delete(scores);
    Files.createDirectories(scores.resolve("in the way"));

    assertThatExceptionOfType(SavedException.class)
        .isThrownBy(() -> Samples.of(Samples.MAP).save(temporary))
        .withMessageContaining("cannot be saved to");
    assertThatExceptionOfType(SavedException.class)
        .isThrownBy(() -> Explanation.read(temporary))
        .withMessageContaining("manifest.json: there is none; it is written last");
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");

    assertThatExceptionOfType(SavedException.class)
        .isThrownBy(() -> Samples.of(Samples.MAP).save(file))
        .withMessageStartingWith(file + ": cannot be saved to");
    assertThatExceptionOfType(SavedException.class).isThrownBy(() -> Explanation.read(file));
  }
}
