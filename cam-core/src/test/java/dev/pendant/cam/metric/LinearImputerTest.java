package dev.pendant.cam.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pendant.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearImputerTest {

  private static final Path GOLDEN = Path.of("..", "goldens", "cam-toy.json");

  @Test
  void itFillsInWhatPytorchGradCamDoes() throws IOException {
    JsonNode fixture = new ObjectMapper().readTree(GOLDEN.toFile()).get("road_impute_noise0");
    double[] keep = numbers(fixture.get("mask_1_keep_0_impute"));
    boolean[] removed = new boolean[keep.length];
    for (int i = 0; i < keep.length; i++) {
      removed[i] = keep[i] == 0;
    }
    double[] image = numbers(fixture.get("image_2x5x6"));

    LinearImputer imputer = new LinearImputer(Shape.of(5, 6), removed);
    imputer.impute(image, 0);
    imputer.impute(image, 30);

    assertThat(imputer.missing()).hasSize(10);
    assertThat(image).containsExactly(numbers(fixture.get("result")), within(1e-6));
  }

  @Test
  void aPixelAloneIsTheWeightedMeanOfItsNeighbours() {
    double[] image = {1, 2, 3, 4, -7, 6, 7, 8, 9};
    boolean[] removed = new boolean[9];
    removed[4] = true;

    new LinearImputer(Shape.of(3, 3), removed).impute(image, 0);

    assertThat(image[4]).isEqualTo((2 + 4 + 6 + 8) / 6.0 + (1 + 3 + 7 + 9) / 12.0, within(1e-9));
  }

  @Test
  void aRowIsDrawnThroughStraight() {
    double[] row = {3, 0, 0, 0, 11, 0};
    boolean[] removed = {false, true, true, true, false, true};

    new LinearImputer(Shape.of(6), removed).impute(row, 0);

    assertThat(row).containsExactly(new double[] {3, 5, 7, 9, 11, 11}, within(1e-6));
  }

  @Test
  void inALongRowEachIsTheMeanOfItsNeighbours() {
    int length = 200_000;
    double[] given = new double[length];
    boolean[] removed = new boolean[length];
    for (int i = 0; i < length; i++) {
      given[i] = Math.sin(i);
      removed[i] = i % 90_000 > 2 && i % 7 != 0 || i > 20_000 && i < 80_000;
    }
    for (Shape row : List.of(Shape.of(length), Shape.of(length, 1), Shape.of(1, length, 1))) {
      double[] filled = given.clone();
      new LinearImputer(row, removed).impute(filled, 0);

      for (int i = 0; i < length; i++) {
        double left = filled[Math.max(0, i - 1)];
        double right = filled[Math.min(length - 1, i + 1)];
        boolean border = i == 0 || i == length - 1;
        double mean = border ? left + right - filled[i] : (left + right) / 2;
        assertThat(filled[i]).isEqualTo(removed[i] ? mean : given[i], within(1e-9));
      }
    }
  }

  @Test
  void ofOneChannelOfSeveralNothingElseIsTouched() {
    double[] channels = {1, 9, 3, 5, 9, 9};
    boolean[] removed = {false, true, false};

    new LinearImputer(Shape.of(3), removed).impute(channels, 3);

    assertThat(channels).containsExactly(new double[] {1, 9, 3, 5, 7, 9}, within(1e-9));
  }

  @Test
  void inABoxFacesWeighTwiceAsMuchAsEdgesAndTheseTwiceAsMuchAsCorners() {
    double[] box = new double[27];
    boolean[] removed = new boolean[27];
    removed[13] = true;
    double expected = 0;
    for (int i = 0; i < 27; i++) {
      box[i] = Math.sin(i);
      int apart = Math.abs(i / 9 - 1) + Math.abs(i / 3 % 3 - 1) + Math.abs(i % 3 - 1);
      double weight = apart == 1 ? 1 / 14.0 : apart == 2 ? 1 / 28.0 : apart == 3 ? 1 / 56.0 : 0;
      expected += weight * box[i];
    }

    new LinearImputer(Shape.of(3, 3, 3), removed).impute(box, 0);

    assertThat(box[13]).isEqualTo(expected, within(1e-9));
  }

  @Test
  void aPictureIsABoxOfDepth1WhicheverWayItLies() {
    double[] values = new double[30];
    boolean[] removed = new boolean[30];
    for (int i = 0; i < 30; i++) {
      values[i] = Math.cos(i);
      removed[i] = i % 3 == 0 || i % 7 == 1;
    }
    double[] picture = values.clone();
    new LinearImputer(Shape.of(5, 6), removed).impute(picture, 0);

    for (Shape box : List.of(Shape.of(1, 5, 6), Shape.of(5, 1, 6), Shape.of(5, 6, 1))) {
      double[] filled = values.clone();
      new LinearImputer(box, removed).impute(filled, 0);
      assertThat(filled).containsExactly(picture, within(1e-9));
    }
  }

  @Test
  void anEvenPictureStaysEven() {
    double[] image = new double[64 * 48];
    boolean[] removed = new boolean[image.length];
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < image.length; i++) {
      image[i] = 0.75;
      removed[i] = random.nextInt(10) > 0;
    }
    for (int i = 0; i < image.length; i++) {
      image[i] = removed[i] ? 99 : image[i];
    }

    new LinearImputer(Shape.of(48, 64), removed).impute(image, 0);

    assertThat(Arrays.stream(image).map(x -> Math.abs(x - 0.75)).max().orElseThrow())
        .isLessThan(1e-6);
  }

  @Test
  void whatIsFilledInFromNaNIsNaN() {
    boolean[] removed = {false, true, false, false, false, false};

    for (Shape shape : List.of(Shape.of(2, 3), Shape.of(6), Shape.of(1, 3, 2))) {
      for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
        double[] values = {bad, 0, 3, 4, 5, 6};
        new LinearImputer(shape, removed).impute(values, 0);

        assertThat(values[1]).as("%s, %s", shape, bad).matches(v -> !Double.isFinite(v));
        assertThat(Arrays.copyOfRange(values, 2, 6)).containsExactly(3, 4, 5, 6);
      }
    }
  }

  @Test
  void valuesTooLargeToSquareAreNotFilledInWithZero() {
    double[] values = {1e200, 0, 1e200, 1e200, 1e200, 1e200};

    new LinearImputer(Shape.of(2, 3), new boolean[] {false, true, false, false, false, false})
        .impute(values, 0);

    assertThat(values[1]).isNaN();
  }

  @Test
  void somethingHasToStay() {
    assertThatThrownBy(() -> new LinearImputer(Shape.of(1, 2), new boolean[] {true, true}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one position that stays");
  }

  private static double[] numbers(JsonNode node) {
    if (node.isNumber()) {
      return new double[] {node.asDouble()};
    }
    double[] all = {};
    for (JsonNode part : node) {
      double[] numbers = numbers(part);
      all = Arrays.copyOf(all, all.length + numbers.length);
      System.arraycopy(numbers, 0, all, all.length - numbers.length, numbers.length);
    }
    return all;
  }
}
