package dev.pendant.cam.method;

/** A method that gives every channel one weight: {@code sum_k w_k A_k}. */
public abstract class WeightedSum extends ChannelSum {

  /** The weights, [sample][channel]. */
  abstract double[][] weights(Evidence evidence);

  @Override
  final Terms terms(Evidence evidence) {
    double[][] weights = weights(evidence);
    Features activation = evidence.activation();
    return (sample, k, p) -> weights[sample][k] * activation.at(sample, k, p);
  }

  /** A number for every sample and channel. */
  @FunctionalInterface
  interface PerChannel {
    double of(int sample, int channel);
  }

  static double[][] each(Features like, PerChannel number) {
    double[][] all = new double[like.samples()][like.channels()];
    for (int sample = 0; sample < all.length; sample++) {
      for (int k = 0; k < all[sample].length; k++) {
        all[sample][k] = number.of(sample, k);
      }
    }
    return all;
  }
}
