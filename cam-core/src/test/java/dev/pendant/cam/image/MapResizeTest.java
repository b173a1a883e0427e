package dev.pendant.cam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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
    float[] resized =
        MapResize.bilinear(
            Fixtures.floats(map),
            map.size(),
            map.get(0).size(),
            expected.size(),
            expected.get(0).size());
    assertThat(resized).containsExactly(Fixtures.floats(expected), within(1e-6f));
  }

  @Test
  void theSameSizeIsACopy() {
    float[] map = {1, 2, 3};
    float[] resized = MapResize.bilinear(map, 1, 3, 1, 3);
    assertThat(resized).containsExactly(map).isNotSameAs(map);
  }

  @Test
  void refusesAMapOfAnotherLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MapResize.bilinear(new float[5], 2, 3, 4, 4))
        .withMessage("expected a map of 2 x 3 = 6 values, got 5");
  }
}
