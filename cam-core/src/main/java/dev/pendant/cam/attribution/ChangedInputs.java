package dev.pendant.cam.attribution;

import dev.pendant.cam.internal.HostValues;
import dev.pendant.cam.method.Network;
import dev.pendant.cam.method.Variants;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;

/** Changed copies of the batch that is explained, as one batch to run the model on. */
final class ChangedInputs {

  private ChangedInputs() {}

  /** All samples of one copy after the other, [copies * n, ...], in the scope that is open. */
  static Tensor rows(Network network, int copies, Variants.Edit edit) {
    Tensor batch = network.tensor();
    double[] original = batch.toDoubleArray();
    int samples = batch.shape().getInt(0);
    int size = original.length / samples;
    HostValues rows =
        new HostValues(batch.backend(), batch.type(), (long) copies * original.length);
    for (int row = 0; row < copies * samples; row++) {
      int sample = row % samples;
      double[] values = Arrays.copyOfRange(original, sample * size, (sample + 1) * size);
      edit.change(row / samples, sample, values);
      for (int i = 0; i < size; i++) {
        rows.set(row * size + i, values[i]);
      }
    }
    return rows.tensor(batch.shape().with(0, (long) copies * samples).toArray());
  }
}
