package dev.pendant.cam.image;

import java.util.function.IntUnaryOperator;

/** Colours for heat, 256 steps from cold to hot. */
public enum ColorMap {

  /** matplotlib's "inferno": rises evenly in brightness, also in print and for the colour-blind. */
  INFERNO(i -> Integer.parseInt(Inferno.TABLE, i * 6, i * 6 + 6, 16)),

  /** OpenCV's {@code COLORMAP_JET}, the rainbow most published maps use; uneven to the eye. */
  JET(ColorMap::jet),

  /** matplotlib's "jet", which torch-cam's overlays take: as JET, with other slopes. */
  MATPLOTLIB_JET(MatplotlibJet::rgb);

  private static final int SIZE = 256;

  private final int[] colours = new int[SIZE];

  ColorMap(IntUnaryOperator colour) {
    for (int i = 0; i < colours.length; i++) {
      colours[i] = colour.applyAsInt(i);
    }
  }

  /**
   * One entry as {@code 0xRRGGBB}.
   *
   * @param index from 0 (cold) to 255 (hot)
   * @throws IndexOutOfBoundsException if the index is another
   */
  public int rgb(int index) {
    return colours[index];
  }

  /**
   * The entry nearest to a heat.
   *
   * @param heat from 0 (cold) to 1 (hot)
   * @throws IllegalArgumentException if the heat is not finite or not from 0 to 1
   */
  public int rgb(float heat) {
    if (!(heat >= 0 && heat <= 1)) {
      throw new IllegalArgumentException("expected a heat from 0 to 1, got " + heat);
    }
    return colours[Math.round(heat * (SIZE - 1))];
  }

  /** Three trapezoids with slopes of 4; the offsets are those of OpenCV, not of MATLAB. */
  private static int jet(int i) {
    int red = clip(Math.min(4 * i - 382, 1148 - 4 * i));
    int green = clip(Math.min(4 * i - 128, 892 - 4 * i));
    // OpenCV rounds the foot of blue down: 1 where the slope gives 2.
    int blue = i == 159 ? 1 : clip(Math.min(4 * i + 128, 638 - 4 * i));
    return red << 16 | green << 8 | blue;
  }

  private static int clip(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
