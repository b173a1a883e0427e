package dev.pendant.benchmarks.localisation;

/** The shapes that the built-in model tells apart, in the order of its classes. */
enum ShapeKind {
  CIRCLE {
    @Override
    boolean holds(double x, double y) {
      return x * x + y * y < 1;
    }
  },

  SQUARE {
    @Override
    boolean holds(double x, double y) {
      return Math.max(Math.abs(x), Math.abs(y)) < HALF_SIDE;
    }
  },

  TRIANGLE {
    @Override
    boolean holds(double x, double y) {
      return y > -0.5 && y + Math.sqrt(3) * Math.abs(x) < 1;
    }
  },

  STAR {
    @Override
    boolean holds(double x, double y) {
      // Folded into the tenth of the star between a point, at the top, and the corner after it.
      double fifth = 2 * Math.PI / 5;
      double angle = Math.abs(Math.IEEEremainder(StrictMath.atan2(x, y), fifth));
      double radius = Math.sqrt(x * x + y * y);
      double across = radius * StrictMath.sin(angle);
      double up = radius * StrictMath.cos(angle);
      double cornerAcross = STAR_INNER * StrictMath.sin(fifth / 2);
      double cornerUp = STAR_INNER * StrictMath.cos(fifth / 2);
      return (1 - up) * cornerAcross > across * (1 - cornerUp);
    }
  },

  CROSS {
    @Override
    boolean holds(double x, double y) {
      double small = Math.min(Math.abs(x), Math.abs(y));
      double large = Math.max(Math.abs(x), Math.abs(y));
      return large < ARM_LENGTH && small < ARM_WIDTH;
    }
  },

  RING {
    @Override
    boolean holds(double x, double y) {
      double square = x * x + y * y;
      return square < 1 && square > RING_INNER * RING_INNER;
    }
  };

  private static final double HALF_SIDE = Math.sqrt(0.5);
  private static final double STAR_INNER = 0.4;
  private static final double ARM_LENGTH = 0.94;
  private static final double ARM_WIDTH = 0.34;
  private static final double RING_INNER = 0.55;

  /** Whether a point lies in the shape of radius 1 around (0, 0). */
  abstract boolean holds(double x, double y);
}
