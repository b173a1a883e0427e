package dev.pendant.cam.image;

/**
 * A picture with a map over it as pytorch-grad-cam's {@code show_cam_on_image} makes it (at commit
 * 084273b3, {@code use_rgb=True}), to the bit: OpenCV's jet, half picture and half heat, divided by
 * the largest value that results. The brightness of a pixel therefore depends on all others, and
 * films flicker. For those who compare with that library; {@link Overlay} does not do that.
 */
public final class PytorchGradCamOverlay {

  private static final float HALF = 0.5f;
  private static final float WHITE = 255;

  private PytorchGradCamOverlay() {}

  /**
   * @param map {@code [height, width]} of the picture, row by row, each value from 0 to 1
   * @throws IllegalArgumentException if the map has another size, or a value that is not from 0 to
   *     1
   */
  public static Picture over(Picture picture, float[] map) {
    Overlay.requireHeat(map, picture.height(), picture.width());
    byte[] from = picture.bytes();
    float[] mixed = new float[from.length];
    float largest = 0;
    for (int i = 0; i < mixed.length; i++) {
      int heat = ColorMap.JET.rgb((int) (WHITE * map[i / Picture.CHANNELS]));
      int level = heat >> 8 * (Picture.CHANNELS - 1 - i % Picture.CHANNELS) & 0xff;
      mixed[i] = HALF * (level / WHITE) + HALF * ((from[i] & 0xff) / WHITE);
      largest = Math.max(largest, mixed[i]);
    }
    byte[] blended = new byte[from.length];
    for (int i = 0; i < blended.length; i++) {
      blended[i] = (byte) (WHITE * (mixed[i] / largest));
    }
    return Picture.wrap(picture.width(), picture.height(), blended);
  }
}
