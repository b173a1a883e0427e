package dev.pendant.cam.image;

/**
 * Where a picture has edges: what no method should do worse than, and none should look like. A map
 * that resembles it may show the picture rather than the model (Adebayo et al., "Sanity Checks for
 * Saliency Maps", NeurIPS 2018, which compares with an edge detector).
 *
 * <p>The baseline {@code sobel_cam} of pytorch-grad-cam, to the bit as OpenCV computes it: the mean
 * of the absolute derivatives of the luminance across and down, each cut off at 255. Beyond the
 * border the picture is mirrored. Asks no model.
 */
public final class SobelEdges {

  private static final int MOST = 255;

  private final int width;
  private final int height;
  private final int[] grey;

  private SobelEdges(Picture picture) {
    this.width = picture.width();
    this.height = picture.height();
    this.grey = new int[width * height];
    byte[] rgb = picture.bytes();
    for (int i = 0; i < grey.length; i++) {
      grey[i] = luminance(rgb, Picture.CHANNELS * i);
    }
  }

  /**
   * A number for each pixel, row by row, from 0 (flat) to 1 (the sharpest edge there can be): a
   * multiple of 1 / 255.
   */
  public static float[] of(Picture picture) {
    return new SobelEdges(picture).find();
  }

  /** Weights .299, .587 and .114 in 15 fraction bits, as OpenCV rounds them. */
  private static int luminance(byte[] rgb, int at) {
    int red = rgb[at] & 0xff;
    int green = rgb[at + 1] & 0xff;
    int blue = rgb[at + 2] & 0xff;
    return (red * 9798 + green * 19235 + blue * 3735 + (1 << 14)) >> 15;
  }

  private float[] find() {
    float[] edges = new float[grey.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int across = smoothedDown(x + 1, y) - smoothedDown(x - 1, y);
        int down = smoothedAcross(x, y + 1) - smoothedAcross(x, y - 1);
        int sum = Math.min(Math.abs(across), MOST) + Math.min(Math.abs(down), MOST);
        edges[y * width + x] = (float) Math.rint(sum / 2.0) / MOST;
      }
    }
    return edges;
  }

  private int smoothedDown(int x, int y) {
    return at(x, y - 1) + 2 * at(x, y) + at(x, y + 1);
  }

  private int smoothedAcross(int x, int y) {
    return at(x - 1, y) + 2 * at(x, y) + at(x + 1, y);
  }

  private int at(int x, int y) {
    return grey[mirrored(y, height) * width + mirrored(x, width)];
  }

  /** At most one beyond the border; the border itself is not repeated. */
  private static int mirrored(int place, int extent) {
    if (extent == 1) {
      return 0;
    }
    return place < 0 ? -place : place < extent ? place : 2 * extent - 2 - place;
  }
}
