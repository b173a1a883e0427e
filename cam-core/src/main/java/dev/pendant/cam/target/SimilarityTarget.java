package dev.pendant.cam.target;

import dev.pendant.cam.internal.HostValues;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** {@code e . w / (|e| |w|)} for an embedding e and a wanted one w. */
final class SimilarityTarget implements Target {

  /** Of length 1 each. */
  private final List<double[]> wanted;

  SimilarityTarget(float[]... wanted) {
    if (wanted.length == 0) {
      throw new TargetException("expected an embedding to compare with, got none");
    }
    this.wanted = Arrays.stream(wanted).map(SimilarityTarget::unit).toList();
  }

  private static double[] unit(float[] embedding) {
    double[] values = IntStream.range(0, embedding.length).mapToDouble(i -> embedding[i]).toArray();
    double length = Math.sqrt(Arrays.stream(values).map(x -> x * x).sum());
    if (!(length > 0 && Double.isFinite(length))) {
      throw new TargetException(
          "expected a finite embedding that is not zero, got one of length " + length);
    }
    return Arrays.stream(values).map(x -> x / length).toArray();
  }

  @Override
  public Objective objective(Scores scores) {
    if (wanted.size() != 1 && wanted.size() != scores.samples()) {
      throw new TargetException(
          "expected one embedding for all or one for each of %d samples, got %d"
              .formatted(scores.samples(), wanted.size()));
    }
    int length = scores.classes();
    for (double[] embedding : wanted) {
      if (embedding.length != length) {
        throw new TargetException(
            "expected an embedding of %d numbers, as the model returns, got %d"
                .formatted(length, embedding.length));
      }
    }
    return Objective.ofNoClass(scores, (output, samples) -> cosine(output, samples, length))
        .described(sample -> "similarity to an embedding");
  }

  private Tensor cosine(Tensor output, int[] samples, int length) {
    double[] directions = new double[samples.length * length];
    for (int row = 0; row < samples.length; row++) {
      double[] direction = wanted.get(wanted.size() == 1 ? 0 : samples[row]);
      System.arraycopy(direction, 0, directions, row * length, length);
    }
    Tensor embeddings = output.reshape(samples.length, length);
    Tensor along = embeddings.mul(HostValues.like(output, directions, samples.length, length));
    return along.sum(1).div(embeddings.mul(embeddings).sum(1).sqrt());
  }
}
