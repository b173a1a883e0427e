package dev.pendant.cam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Overlays as two Python libraries make them, held to those of {@code overlays.py}. */
class LibraryOverlayTest {

  private static final JsonNode FIXTURES = Fixtures.json("overlays.json");
  private static final Picture PICTURE =
      Fixtures.picture(FIXTURES.get("size"), FIXTURES.get("picture"));

  private static float[] map(JsonNode node) {
    byte[] bytes = Fixtures.bytes(node.get("map"));
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  @Test
  void pytorchGradCams() {
    JsonNode fixture = FIXTURES.get("pytorch_grad_cam");

    assertThat(PytorchGradCamOverlay.over(PICTURE, map(fixture)).toBytes())
        .containsExactly(Fixtures.bytes(fixture.get("expected")));
  }

  @TestFactory
  Stream<DynamicTest> torchCams() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode fixture : FIXTURES.get("torch_cam")) {
      int height = fixture.get("height").asInt();
      int width = fixture.get("width").asInt();
      tests.add(
          DynamicTest.dynamicTest(
              "of a map of " + height + " x " + width,
              () ->
                  assertThat(TorchCamOverlay.over(PICTURE, map(fixture), height, width).toBytes())
                      .containsExactly(Fixtures.bytes(fixture.get("expected")))));
    }
    return tests.stream();
  }

  @Test
  void whatIsNoHeatOfThatSizeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PytorchGradCamOverlay.over(PICTURE, new float[3]))
        .withMessageContaining("expected a map of 24 x 31, 744 values, got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TorchCamOverlay.over(PICTURE, new float[] {0, 1.5f}, 1, 2))
        .withMessageContaining("got 1.5 at row 0, column 1");
  }
}
