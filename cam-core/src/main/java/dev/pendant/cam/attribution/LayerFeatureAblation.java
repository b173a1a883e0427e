package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Features;
import java.util.stream.IntStream;

/**
 * What is lost when values of a layer are set to a baseline, {@code y - y(A_f = b)}: each by
 * itself, a channel at a time or a position at a time. Every value of a group gets what the whole
 * group is worth. Needs no gradient.
 *
 * <p>captum's {@code LayerFeatureAblation}. Only the tail is run again, once for each group that is
 * not at the baseline already in all samples, many groups at a time; channels that are 0 mostly
 * cost nothing. {@link dev.pendant.cam.method.AblationCam} makes weights of the same losses.
 */
public final class LayerFeatureAblation implements AttributionMethod {

  /** Which values are set to the baseline together. */
  public enum Group {
    /** Each by itself; captum's default. */
    VALUE {
      @Override
      Stride stride(Features like) {
        return new Stride(like.channels() * like.positions(), 1, 1, 1);
      }
    },

    /** All positions of a channel. */
    CHANNEL {
      @Override
      Stride stride(Features like) {
        return new Stride(like.channels(), like.positions(), 1, like.positions());
      }
    },

    /** All channels of a position. */
    POSITION {
      @Override
      Stride stride(Features like) {
        return new Stride(like.positions(), 1, like.positions(), like.channels());
      }
    };

    abstract Stride stride(Features like);
  }

  /**
   * Where groups lie in a sample's values, [channels, positions].
   *
   * @param groups how many
   * @param apart from the first value of one to that of the next
   * @param step from one of its values to the next
   * @param size how many values each has
   */
  record Stride(int groups, int apart, int step, int size) {

    void fill(double[] values, int group, double with) {
      for (int i = 0; i < size; i++) {
        values[group * apart + i * step] = with;
      }
    }

    boolean isFilled(double[] values, int group, double with) {
      for (int i = 0; i < size; i++) {
        if (values[group * apart + i * step] != with) { // NaN is none: it has to reach the scores
          return false;
        }
      }
      return true;
    }
  }

  private final Group group;
  private final double baseline;

  /** Each value by itself, set to 0. */
  public LayerFeatureAblation() {
    this(Group.VALUE, 0);
  }

  /**
   * @param baseline what values are set to
   */
  public LayerFeatureAblation(Group group, double baseline) {
    this.group = group;
    this.baseline = baseline;
  }

  @Override
  public String id() {
    return "layer-feature-ablation";
  }

  @Override
  public boolean needsLayer() {
    return true;
  }

  @Override
  public Attribution attribute(Evidence evidence) {
    Features activation = evidence.activation();
    Stride stride = group.stride(activation);
    double[][] values = new double[activation.samples()][];
    for (int sample = 0; sample < values.length; sample++) {
      values[sample] = activation.sample(sample);
    }
    int[] live =
        IntStream.range(0, stride.groups()).filter(g -> isLive(stride, values, g)).toArray();
    double[][] found =
        evidence
            .tail()
            .variants()
            .values(
                evidence.objective(),
                live.length,
                (variant, sample, changed) -> stride.fill(changed, live[variant], baseline));
    double[] scores = evidence.objective().values(evidence.network().output()).toDoubleArray();
    Sums lost = new Sums(activation);
    for (int i = 0; i < live.length; i++) {
      for (int sample = 0; sample < values.length; sample++) {
        if (!stride.isFilled(values[sample], live[i], baseline)) {
          stride.fill(lost.of(sample), live[i], scores[sample] - found[i][sample]);
        }
      }
    }
    return new Attribution(lost.features());
  }

  private boolean isLive(Stride stride, double[][] values, int group) {
    for (double[] sample : values) {
      if (!stride.isFilled(sample, group, baseline)) {
        return true;
      }
    }
    return false;
  }
}
