package dev.pendant.cam.image;

import java.util.function.IntUnaryOperator;

/**
 * Draws the channels of a layer's output side by side, each stretched to its own range, so that the
 * faint ones can be seen, too. Immutable.
 */
public final class ChannelGrid {

  /** The smallest value of a channel is black, the largest white. */
  public static final ChannelGrid GREY = new ChannelGrid(level -> level * 0x010101);

  /** Between cells, around them, and where there are no channels left: no shade of grey. */
  static final int BORDER = 0x2f5f8f;

  /** Small maps are enlarged by a whole factor, to about this many pixels. */
  private static final int LEGIBLE = 64;

  private static final int LEVELS = 255;

  private final IntUnaryOperator colour;

  private ChannelGrid(IntUnaryOperator colour) {
    this.colour = colour;
  }

  /** From the colour map's cold end, the smallest value of a channel, to its hot end. */
  public static ChannelGrid in(ColorMap colours) {
    return new ChannelGrid(colours::rgb);
  }

  /**
   * A grid about as wide as high, row by row, with a border of one pixel. A channel with one value
   * everywhere is drawn as the smallest.
   *
   * @param values {@code [channels, height, width]}, row-major
   * @throws IllegalArgumentException if their number does not fit, or one is NaN or infinite; and
   *     if the picture is too large for a Java array
   */
  public Picture draw(float[] values, int channels, int height, int width) {
    if (channels < 1
        || height < 1
        || width < 1
        || values.length != (long) channels * height * width) {
      throw new IllegalArgumentException(
          "expected %d channels of %d x %d values, got %d"
              .formatted(channels, height, width, values.length));
    }
    int zoom = Math.max(1, LEGIBLE / Math.max(height, width));
    int columns = (int) Math.ceil(Math.sqrt(channels));
    int rows = (channels + columns - 1) / columns;
    Canvas canvas =
        new Canvas(extent(columns, (long) width * zoom), extent(rows, (long) height * zoom));
    for (int channel = 0; channel < channels; channel++) {
      int[] levels = levels(values, channel, height * width);
      int left = 1 + channel % columns * (width * zoom + 1);
      int top = 1 + channel / columns * (height * zoom + 1);
      for (int y = 0; y < height * zoom; y++) {
        for (int x = 0; x < width * zoom; x++) {
          int level = levels[y / zoom * width + x / zoom];
          canvas.set(left + x, top + y, colour.applyAsInt(level));
        }
      }
    }
    return canvas.picture();
  }

  private static int extent(int cells, long each) {
    long extent = cells * (each + 1) + 1;
    return (int) Math.min(extent, Integer.MAX_VALUE); // a picture refuses what is too large
  }

  private static int[] levels(float[] values, int channel, int size) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (int i = channel * size; i < (channel + 1) * size; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "expected finite values, channel %d holds %s; a NonFiniteGuard says where it comes from"
                .formatted(channel, values[i]));
      }
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    int[] levels = new int[size];
    double range = (double) max - min;
    for (int i = 0; range > 0 && i < size; i++) {
      levels[i] = (int) Math.round(LEVELS * (values[channel * size + i] - (double) min) / range);
    }
    return levels;
  }

  /** A picture in the making, border everywhere at first. */
  private static final class Canvas {
    private final int width;
    private final int height;
    private final byte[] rgb;

    Canvas(int width, int height) {
      Picture.requireSize(width, height);
      this.width = width;
      this.height = height;
      this.rgb = new byte[width * height * Picture.CHANNELS];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          set(x, y, BORDER);
        }
      }
    }

    void set(int x, int y, int colour) {
      int at = (y * width + x) * Picture.CHANNELS;
      rgb[at] = (byte) (colour >> 16);
      rgb[at + 1] = (byte) (colour >> 8);
      rgb[at + 2] = (byte) colour;
    }

    Picture picture() {
      return Picture.wrap(width, height, rgb);
    }
  }
}
