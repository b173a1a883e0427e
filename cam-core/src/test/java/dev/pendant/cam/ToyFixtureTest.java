package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.image.ColorMap;
import dev.pendant.cam.image.MapResize;
import dev.pendant.cam.image.SplineZoom;
import dev.pendant.tensor.Shape;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The resizing and colour fixtures of {@code cam-toy.json}. */
class ToyFixtureTest {

  private static final Shape PLANE = Shape.of(3, 4);
  private static final Shape LARGER_PLANE = Shape.of(7, 9);
  private static final Shape BOX = Shape.of(2, 3, 4);
  private static final Shape LARGER_BOX = Shape.of(4, 5, 7);

  private static void assertResized(String name, UnaryOperator<double[]> resize) {
    assertResized("input_3x4", name, resize);
  }

  private static void assertResized(String input, String name, UnaryOperator<double[]> resize) {
    float[] from = ToyGolden.floats("resize", input);
    double[] wide = new double[from.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = from[i];
    }
    double[] resized = resize.apply(wide);
    float[] golden = ToyGolden.floats("resize", name);
    assertThat(resized).hasSize(golden.length);
    for (int i = 0; i < golden.length; i++) {
      assertThat(resized[i]).as("value %d", i).isCloseTo(golden[i], within(2e-5));
    }
  }

  @Test
  void bilinearBetweenCentresIsThatOfOpenCvAndTorch() {
    UnaryOperator<double[]> resize = map -> MapResize.linear(map, PLANE, LARGER_PLANE, false);
    assertResized("cv2_bilinear_to_7x9", resize);
    assertResized("torch_bilinear_align_corners_false_7x9", resize);
  }

  @Test
  void bilinearFromCornerToCornerIsThatOfTorchAndScipy() {
    UnaryOperator<double[]> resize = map -> MapResize.linear(map, PLANE, LARGER_PLANE, true);
    assertResized("torch_bilinear_align_corners_true_7x9 (pgc ScoreCAM masks)", resize);
    assertResized("scipy_zoom_order1_7x9 (tf-keras-vis)", resize);
  }

  @Test
  void nearestIsThatOfTorch() {
    assertResized(
        "torch_nearest_7x9 (captum default)", map -> MapResize.nearest(map, PLANE, LARGER_PLANE));
  }

  @Test
  void linearAlongThreeAxesIsThatOfTorch() {
    assertResized(
        "input_2x3x4",
        "torch_trilinear_4x5x7 (torchcam fuse 3D)",
        map -> MapResize.linear(map, BOX, LARGER_BOX, false));
  }

  @Test
  void splinesAlongThreeAxesAreThoseOfScipy() {
    assertResized(
        "input_2x3x4",
        "scipy_zoom_order3_to_4x5x7 (pgc 3D)",
        map -> SplineZoom.cubic(map, BOX, LARGER_BOX));
  }

  @Test
  void jetIsThatOfOpenCv() {
    assertJet("opencv", ColorMap.JET);
  }

  @Test
  void theOtherJetIsThatOfMatplotlib() {
    assertJet("matplotlib", ColorMap.MATPLOTLIB_JET);
  }

  private static void assertJet(String library, ColorMap colours) {
    float[] index = ToyGolden.floats("colormap_jet_rgb", "index");
    float[] rgb = ToyGolden.floats("colormap_jet_rgb", library);
    for (int i = 0; i < index.length; i++) {
      int golden = (int) rgb[3 * i] << 16 | (int) rgb[3 * i + 1] << 8 | (int) rgb[3 * i + 2];
      assertThat(colours.rgb((int) index[i])).isEqualTo(golden);
    }
  }
}
