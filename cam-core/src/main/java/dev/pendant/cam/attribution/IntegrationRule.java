package dev.pendant.cam.attribution;

/** How an integral from 0 to 1 is approximated by n values of its function. */
public enum IntegrationRule {

  /** Gauss-Legendre quadrature: exact for polynomials up to degree 2 n - 1. */
  GAUSS_LEGENDRE {
    @Override
    public Nodes nodes(int n) {
      return legendre(n);
    }
  },

  /** Values at 0, 1/n, ... */
  RIEMANN_LEFT {
    @Override
    public Nodes nodes(int n) {
      return even(n, 0);
    }
  },

  /** Values at 1/n, 2/n, ... */
  RIEMANN_RIGHT {
    @Override
    public Nodes nodes(int n) {
      return even(n, 1);
    }
  },

  /** Values at the middles of n equal parts. */
  RIEMANN_MIDDLE {
    @Override
    public Nodes nodes(int n) {
      return even(n, 0.5);
    }
  },

  /** The trapezoid rule: n values from 0 to 1, the two at the ends counting half. */
  TRAPEZOID {
    @Override
    public Nodes nodes(int n) {
      return trapezoid(n, n - 1);
    }
  },

  /** captum's {@code riemann_trapezoid}: too low by (n - 1) / n (defect D19 of the reference). */
  CAPTUM_TRAPEZOID {
    @Override
    public Nodes nodes(int n) {
      return trapezoid(n, n);
    }
  };

  /**
   * Where the function is taken, and how much each value counts.
   *
   * @param places from 0 to 1
   * @param weights as many
   */
  public record Nodes(double[] places, double[] weights) {}

  /**
   * @param n at least 1; at least 2 for the trapezoids
   */
  public abstract Nodes nodes(int n);

  /**
   * How many places a way is looked at.
   *
   * @throws IllegalArgumentException for less than two
   */
  static int requireSteps(int steps) {
    if (steps < 2) {
      throw new IllegalArgumentException("expected at least 2 steps, got " + steps);
    }
    return steps;
  }

  private static Nodes even(int n, double offset) {
    Nodes nodes = new Nodes(new double[n], new double[n]);
    for (int i = 0; i < n; i++) {
      nodes.places[i] = (i + offset) / n;
      nodes.weights[i] = 1.0 / n;
    }
    return nodes;
  }

  private static Nodes trapezoid(int n, int parts) {
    Nodes nodes = new Nodes(new double[n], new double[n]);
    for (int i = 0; i < n; i++) {
      nodes.places[i] = (double) i / (n - 1);
      nodes.weights[i] = (i == 0 || i == n - 1 ? 0.5 : 1.0) / parts;
    }
    return nodes;
  }

  /** Roots of the Legendre polynomial by Newton's method, from their asymptotic places. */
  private static Nodes legendre(int n) {
    Nodes nodes = new Nodes(new double[n], new double[n]);
    for (int i = 0; i < n; i++) {
      double x = -Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double slope = 1;
      for (int round = 0; round < 100; round++) {
        double value = 1;
        double before = 0;
        for (int k = 1; k <= n; k++) {
          double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
          before = value;
          value = next;
        }
        slope = n * (x * value - before) / (x * x - 1);
        double step = value / slope;
        x -= step;
        if (Math.abs(step) < 1e-15) {
          break;
        }
      }
      nodes.places[i] = (1 + x) / 2;
      nodes.weights[i] = 1 / ((1 - x * x) * slope * slope);
    }
    return nodes;
  }
}
