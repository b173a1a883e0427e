package dev.pendant.benchmarks.localisation;

import dev.pendant.cam.image.Box;
import dev.pendant.cam.image.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws scenes like those that the built-in model was trained on: two different shapes of random
 * colour, size, place and turn on a noisy ground of one colour, with stray lines behind them. The
 * same scenes for the same seed.
 */
final class Scenes {

  private static final double LEAST_RADIUS = 17;
  private static final double MOST_RADIUS = 25;
  private static final int MOST_LINES = 3;
  private static final double LEAST_NOISE = 6;
  private static final double MOST_NOISE = 14;

  /** How far two colours must differ, in steps of 255 added up over channels. */
  private static final int CONTRAST = 150;

  private final SplittableRandom random;

  Scenes(long seed) {
    random = new SplittableRandom(seed);
  }

  Scene next() {
    int ground = colour(60, 196);
    List<DrawnShape> shapes = twoShapes(ground);
    int[] pixels = noisy(ground);
    for (int lines = random.nextInt(MOST_LINES + 1); lines > 0; lines--) {
      drawLine(pixels);
    }
    List<Box> boxes = new ArrayList<>();
    for (DrawnShape shape : shapes) {
      boxes.add(draw(shape, pixels));
    }
    return new Scene(Picture.ofRgb(Scene.SIZE, Scene.SIZE, bytes(pixels)), shapes, boxes);
  }

  private List<DrawnShape> twoShapes(int ground) {
    ShapeKind[] kinds = ShapeKind.values();
    int first = random.nextInt(kinds.length);
    int second = (first + 1 + random.nextInt(kinds.length - 1)) % kinds.length;
    while (true) {
      DrawnShape a = shape(kinds[first], ground);
      DrawnShape b = shape(kinds[second], ground);
      if (a.isApartFrom(b)) {
        return List.of(a, b);
      }
    }
  }

  private DrawnShape shape(ShapeKind kind, int ground) {
    double radius = random.nextDouble(LEAST_RADIUS, MOST_RADIUS);
    int colour = colour(0, 256);
    while (difference(colour, ground) < CONTRAST) {
      colour = colour(0, 256);
    }
    return new DrawnShape(
        kind,
        random.nextDouble(radius, Scene.SIZE - radius),
        random.nextDouble(radius, Scene.SIZE - radius),
        radius,
        random.nextDouble(2 * Math.PI),
        colour);
  }

  private int colour(int from, int to) {
    return random.nextInt(from, to) << 16
        | random.nextInt(from, to) << 8
        | random.nextInt(from, to);
  }

  private static int difference(int a, int b) {
    int sum = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      sum += Math.abs((a >> shift & 0xff) - (b >> shift & 0xff));
    }
    return sum;
  }

  private void drawLine(int[] pixels) {
    int colour = colour(0, 256);
    double x = random.nextDouble(Scene.SIZE);
    double y = random.nextDouble(Scene.SIZE);
    double angle = random.nextDouble(2 * Math.PI);
    int length = random.nextInt(8, 60);
    for (int i = 0; i < length; i++) {
      int column = (int) Math.floor(x + i * StrictMath.cos(angle));
      int row = (int) Math.floor(y + i * StrictMath.sin(angle));
      if (row >= 0 && row < Scene.SIZE && column >= 0 && column < Scene.SIZE) {
        pixels[row * Scene.SIZE + column] = colour;
      }
    }
  }

  /** Returns the box around what was drawn. */
  private static Box draw(DrawnShape shape, int[] pixels) {
    int left = Scene.SIZE;
    int top = Scene.SIZE;
    int right = 0;
    int bottom = 0;
    for (int row = 0; row < Scene.SIZE; row++) {
      for (int column = 0; column < Scene.SIZE; column++) {
        if (shape.holds(column + 0.5, row + 0.5)) {
          pixels[row * Scene.SIZE + column] = shape.colour();
          left = Math.min(left, column);
          top = Math.min(top, row);
          right = Math.max(right, column + 1);
          bottom = Math.max(bottom, row + 1);
        }
      }
    }
    return new Box(left, top, right, bottom);
  }

  private int[] noisy(int ground) {
    double deviation = random.nextDouble(LEAST_NOISE, MOST_NOISE);
    int[] pixels = new int[Scene.SIZE * Scene.SIZE];
    for (int i = 0; i < pixels.length; i++) {
      for (int shift = 16; shift >= 0; shift -= 8) {
        double value = (ground >> shift & 0xff) + deviation * random.nextGaussian();
        pixels[i] |= (int) Math.round(Math.max(0, Math.min(255, value))) << shift;
      }
    }
    return pixels;
  }

  private static byte[] bytes(int[] pixels) {
    byte[] rgb = new byte[pixels.length * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (pixels[i / 3] >> (16 - 8 * (i % 3)));
    }
    return rgb;
  }
}
