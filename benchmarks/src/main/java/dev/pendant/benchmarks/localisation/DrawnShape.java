package dev.pendant.benchmarks.localisation;

/**
 * A shape in a picture.
 *
 * @param x of its centre, in pixels
 * @param y of its centre, in pixels
 * @param radius of the circle around it, in pixels
 * @param turn in radians
 * @param colour 0xrrggbb
 */
record DrawnShape(ShapeKind kind, double x, double y, double radius, double turn, int colour) {

  boolean holds(double pointX, double pointY) {
    double right = (pointX - x) / radius;
    double down = (pointY - y) / radius;
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    return kind.holds(cos * right + sin * down, cos * down - sin * right);
  }

  /** Whether there is room between the circles around two shapes. */
  boolean isApartFrom(DrawnShape other) {
    double room = radius + other.radius;
    double acrossX = x - other.x;
    double acrossY = y - other.y;
    return acrossX * acrossX + acrossY * acrossY > room * room;
  }
}
