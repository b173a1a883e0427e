package dev.pendant.cli;

import dev.pendant.cam.image.Picture;
import java.util.Random;

/**
 * A picture to try the built-in model on: a circle above and a star below, two of the shapes that
 * the model knows, so that two classes give two different maps.
 *
 * <p>Drawn point by point and not with Java2D, so that every platform makes the same bytes.
 */
final class SamplePicture {

  /** Width and height, in pixels. */
  static final int SIZE = 256;

  private static final int SKY_TOP = 0x8fa3b0;
  private static final int SKY_BOTTOM = 0x6f8290;

  private static final int CIRCLE = 0xe8663c;
  private static final double CIRCLE_X = 84;
  private static final double CIRCLE_Y = 86;
  private static final double CIRCLE_RADIUS = 44;

  private static final int STAR = 0xf4e3b2;
  private static final StarOutline STAR_OUTLINE = new StarOutline(174, 172, 56, 23.5);

  /** A pixel is the mean of this many points a side, which makes the edges smooth. */
  private static final int POINTS = 4;

  /** The largest change that noise makes to a pixel, in steps of 255. */
  private static final int NOISE = 8;

  private static final long SEED = 96;

  private SamplePicture() {}

  /** The same picture each time. */
  static Picture draw() {
    // What Random gives for a seed is part of its specification.
    Random random = new Random(SEED);
    byte[] rgb = new byte[SIZE * SIZE * 3];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        int noise = random.nextInt(2 * NOISE + 1) - NOISE;
        int[] colour = meanColour(x, y);
        for (int channel = 0; channel < 3; channel++) {
          int value = Math.max(0, Math.min(255, colour[channel] + noise));
          rgb[(y * SIZE + x) * 3 + channel] = (byte) value;
        }
      }
    }
    return Picture.ofRgb(SIZE, SIZE, rgb);
  }

  private static int[] meanColour(int x, int y) {
    int[] sum = new int[3];
    for (int i = 0; i < POINTS * POINTS; i++) {
      int colour = colourAt(x + (i % POINTS + 0.5) / POINTS, y + (i / POINTS + 0.5) / POINTS);
      for (int channel = 0; channel < 3; channel++) {
        sum[channel] += channelOf(colour, channel);
      }
    }
    for (int channel = 0; channel < 3; channel++) {
      sum[channel] /= POINTS * POINTS;
    }
    return sum;
  }

  private static int colourAt(double x, double y) {
    double toX = x - CIRCLE_X;
    double toY = y - CIRCLE_Y;
    if (toX * toX + toY * toY < CIRCLE_RADIUS * CIRCLE_RADIUS) {
      return CIRCLE;
    }
    return STAR_OUTLINE.contains(x, y) ? STAR : sky(y / SIZE);
  }

  private static int sky(double depth) {
    int colour = 0;
    for (int channel = 0; channel < 3; channel++) {
      int top = channelOf(SKY_TOP, channel);
      int bottom = channelOf(SKY_BOTTOM, channel);
      colour = colour << 8 | (int) (top + depth * (bottom - top));
    }
    return colour;
  }

  private static int channelOf(int rgb, int channel) {
    return rgb >> (16 - 8 * channel) & 0xff;
  }
}
