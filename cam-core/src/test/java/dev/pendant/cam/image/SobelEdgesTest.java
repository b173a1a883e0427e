package dev.pendant.cam.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What pytorch-grad-cam's {@code sobel_cam} gave with OpenCV 5.0.0, times 255. */
class SobelEdgesTest {

  /** Bytes {@code 7 i i + 31 i}, as the pictures given to OpenCV. */
  private static Picture picture(int height, int width) {
    byte[] rgb = new byte[height * width * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (7 * i * i + 31 * i);
    }
    return Picture.ofRgb(width, height, rgb);
  }

  @TestFactory
  Stream<DynamicTest> edgesAreThoseOfOpenCv() {
    return Stream.of(
        edges(
            4, 5, 0, 16, 37, 76, 0, 12, 109, 90, 129, 42, 10, 97, 119, 167, 80, 0, 87, 119, 51, 0),
        edges(3, 2, 0, 0, 77, 77, 0, 0),
        edges(1, 6, 0, 128, 20, 86, 118, 0),
        edges(5, 1, 0, 128, 20, 86, 0),
        edges(1, 1, 0));
  }

  private static DynamicTest edges(int height, int width, int... expected) {
    return DynamicTest.dynamicTest(
        height + " x " + width, () -> assertEdges(picture(height, width), expected));
  }

  private static void assertEdges(Picture picture, int... expected) {
    float[] found = SobelEdges.of(picture);
    int[] times255 = new int[found.length];
    for (int i = 0; i < found.length; i++) {
      times255[i] = Math.round(found[i] * 255);
      assertThat(found[i]).isEqualTo(times255[i] / 255f);
    }
    assertThat(times255).containsExactly(expected);
  }

  @Test
  void aSlopeIsAnEdgeAllOverButWhereItIsMirrored() {
    byte[] rgb = new byte[36];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (3 * (i / 12) + 5 * (i / 3 % 4));
    }

    assertEdges(Picture.ofRgb(4, 3, rgb), 0, 20, 20, 0, 12, 32, 32, 12, 0, 20, 20, 0);
  }
}
