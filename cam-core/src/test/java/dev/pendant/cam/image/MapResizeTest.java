package dev.pendant.cam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pendant.tensor.Shape;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapResizeTest {

  @TestFactory
  Stream<DynamicTest> agreesWithOpenCvAndTorch() {
    return StreamSupport.stream(Fixtures.get("maps").spliterator(), false)
        .map(
            each ->
                DynamicTest.dynamicTest(
                    "%s: %d x %d to %d x %d"
                        .formatted(
                            each.get("by").asText(),
                            each.get("map").size(),
                            each.get("map").get(0).size(),
                            each.get("expected").size(),
                            each.get("expected").get(0).size()),
                    () -> agrees(each.get("map"), each.get("expected"))));
  }

  private static void agrees(JsonNode map, JsonNode expected) {
    float[] resized = MapResize.linear(Fixtures.floats(map), shape(map), shape(expected));
    assertThat(resized).containsExactly(Fixtures.floats(expected), within(1e-6f));
  }

  private static Shape shape(JsonNode rows) {
    return Shape.of(rows.size(), rows.get(0).size());
  }

  @Test
  void theSameSizeIsACopy() {
    float[] map = {1, 2, 3};
    float[] resized = MapResize.linear(map, Shape.of(1, 3), Shape.of(1, 3));
    assertThat(resized).containsExactly(map).isNotSameAs(map);
  }

  @Test
  void refusesAMapOfAnotherLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MapResize.linear(new float[5], Shape.of(2, 3), Shape.of(4, 4)))
        .withMessage("expected a map of 2 x 3 = 6 values, got 5");
  }

  @Test
  void refusesAnotherNumberOfAxes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MapResize.linear(new float[6], Shape.of(2, 3), Shape.of(4, 4, 4)))
        .withMessage(
            "a map of 2 x 3 has 2 axes, expected as many extents to resize it to, got 3: [4, 4, 4]");
  }

  @Test
  void refusesFourAxes() {
    Shape four = Shape.of(1, 1, 1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MapResize.nearest(new double[2], four, four))
        .withMessageContaining("one to three axes");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRowIsResizedLikeAPictureOfOneRow(boolean corners) {
    double[] row = {1, -2, 0.3, 7};
    assertThat(MapResize.linear(row, Shape.of(4), Shape.of(9), corners))
        .containsExactly(MapResize.linear(row, Shape.of(1, 4), Shape.of(1, 9), corners));
    assertThat(MapResize.nearest(row, Shape.of(4), Shape.of(9)))
        .containsExactly(MapResize.nearest(row, Shape.of(1, 4), Shape.of(1, 9)));
  }

  /** What {@code interpolate(torch.arange(14.0), 92)} gives; 46 * 14 / 92 is 7 to the last bit. */
  @Test
  void theNearestPositionIsTorchsToTheRoundingOfItsFloats() {
    double[] row = new double[14];
    java.util.Arrays.setAll(row, i -> i);

    double[] large = MapResize.nearest(row, Shape.of(14), Shape.of(92));

    assertThat(java.util.Arrays.copyOfRange(large, 44, 49)).containsExactly(6, 6, 6, 7, 7);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBoxIsResizedAlongItsDepthAfterItsPlanes(boolean corners) {
    double[] box = new double[24];
    java.util.Arrays.setAll(box, i -> Math.sin(3 * i));
    Shape tall = Shape.of(2, 35);
    double[] planes = new double[70];
    for (int z = 0; z < 2; z++) {
      double[] plane = java.util.Arrays.copyOfRange(box, 12 * z, 12 * z + 12);
      double[] large = MapResize.linear(plane, Shape.of(3, 4), Shape.of(5, 7), corners);
      System.arraycopy(large, 0, planes, 35 * z, 35);
    }
    assertThat(MapResize.linear(box, Shape.of(2, 3, 4), Shape.of(6, 5, 7), corners))
        .containsExactly(MapResize.linear(planes, tall, Shape.of(6, 35), corners), within(1e-15));
  }
}
