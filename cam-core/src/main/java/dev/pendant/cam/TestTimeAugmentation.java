package dev.pendant.cam;

import dev.pendant.cam.internal.HostValues;
import dev.pendant.cam.method.Features;
import dev.pendant.cam.method.Maps;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;

/**
 * The six versions of a batch of pictures that pytorch-grad-cam's {@code aug_smooth} averages over:
 * as it is and mirrored along its last axis, each times 0.9, 1 and 1.1. (For 3-D data that library
 * mirrors the axis before: a picture's width has the same number as a volume's height.)
 */
final class TestTimeAugmentation {

  private static final double[] FACTORS = {0.9, 1, 1.1};

  static final int VERSIONS = 2 * FACTORS.length;

  private TestTimeAugmentation() {}

  /** Some versions of a batch, end to end. */
  static Tensor versions(Features input, Tensor like, int first, int count) {
    int size = input.channels() * input.positions();
    int width = input.spatial().getInt(-1);
    double[] rows = new double[count * input.samples() * size];
    for (int version = 0; version < count; version++) {
      for (int sample = 0; sample < input.samples(); sample++) {
        double[] values = input.sample(sample);
        if (isMirrored(first + version)) {
          mirror(values, width);
        }
        double factor = FACTORS[(first + version) % FACTORS.length];
        int to = (version * input.samples() + sample) * size;
        Arrays.setAll(values, i -> values[i] * factor);
        System.arraycopy(values, 0, rows, to, size);
      }
    }
    Shape shape = like.shape().with(0, (long) count * input.samples());
    return HostValues.like(like, rows, shape.toArray());
  }

  /** The map of a sample in one of the versions that were run, turned back. */
  static HeatMap map(Maps maps, int first, int version, int sample, int samples) {
    HeatMap map = HeatMap.of(maps, version * samples + sample);
    if (!isMirrored(first + version)) {
      return map;
    }
    double[] values = new double[Math.toIntExact(map.shape().elements())];
    float[] mirrored = map.values();
    Arrays.setAll(values, i -> mirrored[i]);
    mirror(values, map.shape().getInt(-1));
    float[] back = new float[values.length];
    for (int i = 0; i < back.length; i++) {
      back[i] = (float) values[i];
    }
    return HeatMap.of(map.shape(), back);
  }

  private static boolean isMirrored(int version) {
    return version >= FACTORS.length;
  }

  private static void mirror(double[] rows, int width) {
    for (int row = 0; row < rows.length; row += width) {
      for (int i = 0; i < width / 2; i++) {
        double left = rows[row + i];
        rows[row + i] = rows[row + width - 1 - i];
        rows[row + width - 1 - i] = left;
      }
    }
  }
}
