package dev.pendant.cam.image;

/**
 * A rectangle in a picture, in pixels: the pixel in row y and column x is the square from (x, y) to
 * (x + 1, y + 1).
 *
 * @param left smallest x
 * @param top smallest y
 * @param right largest x
 * @param bottom largest y
 */
public record Box(double left, double top, double right, double bottom) {

  /**
   * @throws IllegalArgumentException if it has no area, or a side is not finite
   */
  public Box {
    boolean finite = Double.isFinite(left + top) && Double.isFinite(right + bottom);
    if (!finite || left >= right || top >= bottom) {
      throw new IllegalArgumentException(
          "expected a box with left < right and top < bottom, got %s, %s to %s, %s"
              .formatted(left, top, right, bottom));
    }
  }

  /** The box around a centre. */
  public static Box around(double centreX, double centreY, double width, double height) {
    return new Box(
        centreX - width / 2, centreY - height / 2, centreX + width / 2, centreY + height / 2);
  }

  public double area() {
    return (right - left) * (bottom - top);
  }

  /** Whether the centre of a pixel lies inside. */
  public boolean holdsPixel(int row, int column) {
    double x = column + 0.5;
    double y = row + 0.5;
    return x >= left && x < right && y >= top && y < bottom;
  }

  /** Area of what both cover, divided by the area of what either covers; 0 to 1. */
  public double iou(Box other) {
    double width = Math.min(right, other.right) - Math.max(left, other.left);
    double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    double both = Math.max(0, width) * Math.max(0, height);
    return both / (area() + other.area() - both);
  }
}
