package dev.pendant.tck;

import dev.pendant.op.Op;
import dev.pendant.spi.Backend;
import dev.pendant.spi.Evaluation;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.Vjp;
import dev.pendant.tensor.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation as Pendant's dispatcher makes it: shape rule, normal form, backend. What the
 * backend hands out is checked against the SPI's promises and belongs to the {@link OpenArrays}.
 */
final class Call {

  private final String name;
  private final OpenArrays open;
  private final List<Spec> specs;
  private final NativeArray output;
  private final @Nullable Vjp vjp;

  /**
   * @throws AssertionError if the evaluation is not what the SPI promises
   */
  Call(
      Backend backend,
      OpenArrays open,
      String name,
      Op op,
      List<NativeArray> inputs,
      boolean[] gradientWanted) {
    this.name = name;
    this.open = open;
    this.specs = inputs.stream().map(NativeArray::spec).toList();
    Spec expected = op.output(specs);
    Evaluation evaluation = backend.evaluate(op.normalize(specs), inputs, gradientWanted.clone());
    evaluation.outputs().forEach(open::own);
    this.vjp = evaluation.vjp();
    if (vjp != null) {
      open.own(vjp);
    }
    check(evaluation.outputs().size() == 1, "gave " + evaluation.outputs().size() + " outputs");
    this.output = evaluation.outputs().get(0);
    check(output.spec().equals(expected), "output is " + output.spec() + ", must be " + expected);
    boolean any = IntStream.range(0, inputs.size()).anyMatch(i -> gradientWanted[i]);
    check(any || vjp == null, "gave a VJP though no gradient was wanted");
    check(
        !any || vjp != null,
        "gave no VJP though gradients were wanted of " + Arrays.toString(gradientWanted));
  }

  Values output() {
    return open.read(output);
  }

  /**
   * Applies the VJP.
   *
   * @throws AssertionError if an entry is there but not wanted, missing, or of another shape or
   *     type than its input
   * @throws IllegalStateException if the call was made without wanting a gradient
   */
  List<@Nullable Values> gradients(Values seed, boolean[] wanted) {
    if (vjp == null) {
      throw new IllegalStateException(name + " was called without wanting a gradient");
    }
    List<@Nullable NativeArray> arrays = vjp.apply(List.of(open.create(seed)), wanted.clone());
    for (NativeArray array : arrays) {
      if (array != null) {
        open.own(array);
      }
    }
    check(
        arrays.size() == specs.size(),
        "VJP gave " + arrays.size() + " entries for " + specs.size() + " inputs");
    List<@Nullable Values> gradients = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      NativeArray array = arrays.get(i);
      String entry = "gradient of input " + i;
      check(wanted[i] || array == null, entry + " was not wanted and must be null");
      check(!wanted[i] || array != null, entry + " was wanted and is null");
      check(
          array == null || array.spec().equals(specs.get(i)),
          entry + " is " + (array == null ? "" : array.spec()) + ", must be " + specs.get(i));
      gradients.add(array == null ? null : open.read(array));
    }
    return gradients;
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(name + ": " + otherwise);
    }
  }
}
