package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Features;
import java.util.Arrays;

/**
 * Occlusion: what the score loses when a window of the input, in all channels, is covered by a
 * baseline; each position gets the mean over the windows that cover it.
 *
 * <p>Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks", ECCV 2014, section
 * 4.2, with captum's windows: {@code ceil((side - window) / stride) + 1} along each side, the last
 * cut off at the border. A position that no window covers gets 0. Costs one forward pass for each
 * window, several at a time.
 */
public final class Occlusion implements AttributionMethod {

  private static final int AUTO = 0;
  private static final int WINDOWS_PER_SIDE = 8;

  private final int window;
  private final int stride;
  private final double baseline;

  /** Square windows an eighth of the longer side wide, half a window apart, covered by 0. */
  public Occlusion() {
    this.window = AUTO;
    this.stride = AUTO;
    this.baseline = 0;
  }

  /**
   * Square windows.
   *
   * @param window side in pixels
   * @param stride from one to the next
   * @param baseline what covers them
   * @throws IllegalArgumentException if one of the first two is below 1
   */
  public Occlusion(int window, int stride, double baseline) {
    if (window < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "expected a window and a stride of at least 1, got " + window + " and " + stride);
    }
    this.window = window;
    this.stride = stride;
    this.baseline = baseline;
  }

  @Override
  public String id() {
    return "occlusion";
  }

  @Override
  public Attribution attribute(Evidence evidence) {
    Features input = evidence.network().input();
    Grid grid = grid(input.spatial().getInt(0), input.spatial().getInt(1));
    double[][] covered =
        evidence
            .network()
            .variants()
            .values(
                evidence.objective(),
                grid.count(),
                (index, sample, values) -> grid.cover(index, values, baseline));
    double[] scores = evidence.objective().values(evidence.network().output()).toDoubleArray();
    double[] all = new double[input.samples() * input.channels() * input.positions()];
    for (int sample = 0; sample < input.samples(); sample++) {
      double[] lost = new double[grid.count()];
      for (int index = 0; index < lost.length; index++) {
        lost[index] = scores[sample] - covered[index][sample];
      }
      double[] map = grid.means(lost);
      for (int k = 0; k < input.channels(); k++) {
        int from = (sample * input.channels() + k) * map.length;
        System.arraycopy(map, 0, all, from, map.length);
      }
    }
    return new Attribution(Features.of(input.samples(), input.channels(), input.spatial(), all));
  }

  private Grid grid(int height, int width) {
    int side = window == AUTO ? Math.max(1, Math.max(height, width) / WINDOWS_PER_SIDE) : window;
    int step = stride == AUTO ? Math.max(1, side / 2) : stride;
    return new Grid(height, width, side, step);
  }

  /** Windows row by row. */
  private record Grid(int height, int width, int window, int stride) {

    int rows() {
      return along(height);
    }

    int columns() {
      return along(width);
    }

    private int along(int side) {
      return Math.max(0, (side - window + stride - 1) / stride) + 1;
    }

    int count() {
      return rows() * columns();
    }

    void cover(int index, double[] values, double baseline) {
      for (int plane = 0; plane < values.length; plane += height * width) {
        each(index, (from, to, at) -> Arrays.fill(values, at + from, at + to, baseline), plane);
      }
    }

    double[] means(double[] lost) {
      double[] sums = new double[height * width];
      int[] counts = new int[height * width];
      for (int index = 0; index < lost.length; index++) {
        double here = lost[index];
        each(
            index,
            (from, to, at) -> {
              for (int i = from; i < to; i++) {
                sums[i] += here;
                counts[i]++;
              }
            },
            0);
      }
      for (int i = 0; i < sums.length; i++) {
        sums[i] = counts[i] == 0 ? 0 : sums[i] / counts[i];
      }
      return sums;
    }

    private interface Row {
      void accept(int from, int to, int plane);
    }

    private void each(int index, Row row, int plane) {
      int top = index / columns() * stride;
      int left = index % columns() * stride;
      for (int y = top; y < Math.min(top + window, height); y++) {
        row.accept(y * width + left, y * width + Math.min(left + window, width), plane);
      }
    }
  }
}
