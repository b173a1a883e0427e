package dev.pendant.cam.method;

/** A method whose map is a sum over channels, of one term per channel and position. */
public abstract class ChannelSum implements CamMethod {

  /** A term of the sum. */
  @FunctionalInterface
  interface Terms {
    double at(int sample, int channel, int position);
  }

  /** The terms for a batch. */
  abstract Terms terms(Evidence evidence);

  @Override
  public final Maps map(Evidence evidence) {
    Features activation = evidence.activation();
    Terms terms = terms(evidence);
    double[][] maps = new double[activation.samples()][activation.positions()];
    for (int sample = 0; sample < maps.length; sample++) {
      for (int k = 0; k < activation.channels(); k++) {
        for (int p = 0; p < activation.positions(); p++) {
          maps[sample][p] += terms.at(sample, k, p);
        }
      }
    }
    return Maps.of(activation.spatial(), maps);
  }
}
