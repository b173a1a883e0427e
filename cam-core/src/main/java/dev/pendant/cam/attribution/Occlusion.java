package dev.pendant.cam.attribution;

import dev.pendant.cam.internal.Blocks;
import dev.pendant.cam.internal.Extents;
import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Features;
import dev.pendant.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

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

  /**
   * Square windows (in volumes cubes) an eighth of the longest side wide, half a window apart,
   * covered by 0.
   */
  public Occlusion() {
    this.window = AUTO;
    this.stride = AUTO;
    this.baseline = 0;
  }

  /**
   * Square windows, in volumes cubes.
   *
   * @param window side in positions
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
    Windows windows = windows(input.spatial());
    double[][] covered =
        evidence
            .network()
            .variants()
            .values(
                evidence.objective(),
                windows.count(),
                (index, sample, values) -> windows.cover(index, values, baseline));
    double[] scores = evidence.objective().values(evidence.network().output()).toDoubleArray();
    double[] all = new double[input.samples() * input.channels() * input.positions()];
    for (int sample = 0; sample < input.samples(); sample++) {
      double[] lost = new double[windows.count()];
      for (int index = 0; index < lost.length; index++) {
        lost[index] = scores[sample] - covered[index][sample];
      }
      double[] map = windows.means(lost);
      for (int k = 0; k < input.channels(); k++) {
        int from = (sample * input.channels() + k) * map.length;
        System.arraycopy(map, 0, all, from, map.length);
      }
    }
    return new Attribution(Features.of(input.samples(), input.channels(), input.spatial(), all));
  }

  private Windows windows(Shape extents) {
    int longest = Math.toIntExact(extents.stream().max().orElse(1));
    int side = window == AUTO ? Math.max(1, longest / WINDOWS_PER_SIDE) : window;
    int step = stride == AUTO ? Math.max(1, side / 2) : stride;
    return new Windows(extents, side, step);
  }

  /** Windows of one channel, in row-major order. */
  private static final class Windows {

    private final int[] extents;
    private final int[] counts;
    private final int window;
    private final int stride;
    private final int positions;

    Windows(Shape extents, int window, int stride) {
      this.extents = Extents.ints(extents);
      this.window = window;
      this.stride = stride;
      this.positions = Math.toIntExact(extents.elements());
      this.counts =
          IntStream.of(this.extents)
              .map(side -> Math.max(0, (side - window + stride - 1) / stride) + 1)
              .toArray();
    }

    int count() {
      return IntStream.of(counts).reduce(1, Math::multiplyExact);
    }

    void cover(int index, double[] values, double baseline) {
      for (int channel = 0; channel < values.length; channel += positions) {
        int start = channel;
        each(index, (from, to) -> Arrays.fill(values, start + from, start + to, baseline));
      }
    }

    double[] means(double[] lost) {
      double[] sums = new double[positions];
      int[] counted = new int[positions];
      for (int index = 0; index < lost.length; index++) {
        double here = lost[index];
        each(
            index,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                sums[i] += here;
                counted[i]++;
              }
            });
      }
      for (int i = 0; i < sums.length; i++) {
        sums[i] = counted[i] == 0 ? 0 : sums[i] / counted[i];
      }
      return sums;
    }

    private void each(int index, Blocks.Run run) {
      int[] corner = new int[extents.length];
      int rest = index;
      for (int axis = extents.length - 1; axis >= 0; axis--) {
        corner[axis] = rest % counts[axis] * stride;
        rest /= counts[axis];
      }
      // a stride longer than the window may lead past the border
      Blocks.each(extents, corner, window, run);
    }
  }
}
