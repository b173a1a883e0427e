package dev.pendant.cam.method;

import dev.pendant.cam.internal.HostValues;
import dev.pendant.tensor.Tensor;

/**
 * Makes tensors of changed copies of a batch, all from the same memory, so that many of them leave
 * nothing for Java to collect. Not thread-safe.
 */
final class ChangedCopies {

  private final Tensor base;
  private final Layout layout;
  private final HostValues original;
  private final HostValues rows;
  private final double[] values;
  private final int samples;
  private final int size;

  /**
   * @param most of how many copies a tensor may be
   */
  ChangedCopies(Tensor base, Layout layout, int most) {
    this.base = base;
    this.layout = layout;
    this.samples = base.shape().getInt(0);
    long elements = base.shape().elements();
    this.size = Math.toIntExact(elements / samples);
    this.original = new HostValues(base.backend(), base.type(), elements);
    original.read(base);
    this.rows = new HostValues(base.backend(), base.type(), most * elements);
    this.values = new double[layout.places().length];
    if (values.length < size) {
      fill(most);
    }
  }

  /** Values at no place are the same in all copies. */
  private void fill(int copies) {
    for (int i = 0; i < copies * samples * size; i++) {
      rows.set(i, original.get(i % (samples * size)));
    }
  }

  /**
   * Some copies as one batch, in the scope that is open.
   *
   * @param first the number of the first copy
   * @return [count * n, ...], all samples of one copy after the other
   */
  Tensor make(int first, int count, Variants.Edit edit) {
    for (int row = 0; row < count * samples; row++) {
      int sample = row % samples;
      layout.read(original, sample * size, values);
      edit.change(first + row / samples, sample, values);
      layout.write(values, rows, row * size);
    }
    return rows.tensor(base.shape().with(0, (long) count * samples).toArray());
  }
}
