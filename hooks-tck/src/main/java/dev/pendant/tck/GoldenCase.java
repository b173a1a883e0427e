package dev.pendant.tck;

import dev.pendant.op.Op;
import dev.pendant.tensor.Spec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation that PyTorch made.
 *
 * @param name operator, number among its cases, attributes and remark, for people to read
 * @param seed the gradient of the output that was fed back
 * @param gradients one per input; null where PyTorch computed none
 */
record GoldenCase(
    String name,
    Op op,
    List<Values> inputs,
    Values output,
    Values seed,
    List<@Nullable Values> gradients) {

  GoldenCase {
    inputs = List.copyOf(inputs);
    gradients = Collections.unmodifiableList(new ArrayList<>(gradients)); // may hold nulls
  }

  List<Spec> specs() {
    return inputs.stream().map(Values::spec).toList();
  }

  /** Per input, whether the file has its gradient. */
  boolean[] withGradient() {
    boolean[] wanted = new boolean[inputs.size()];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = gradients.get(i) != null;
    }
    return wanted;
  }

  boolean[] noGradient() {
    return new boolean[inputs.size()];
  }

  boolean[] onlyGradient(int input) {
    boolean[] wanted = noGradient();
    wanted[input] = true;
    return wanted;
  }

  /**
   * @param how was it computed, for the message
   * @throws AssertionError if it is not PyTorch's
   */
  void compareOutput(String how, Values actual) {
    Comparison.check(name + ", output" + how, output, actual, Tolerance.GOLDEN);
  }

  /** Compares those that were computed; {@link Call} has checked which must be. */
  void compareGradients(String how, List<@Nullable Values> actual) {
    for (int i = 0; i < actual.size(); i++) {
      Values expected = gradients.get(i);
      Values computed = actual.get(i);
      if (expected != null && computed != null) {
        String what = name + ", gradient of input " + i + how;
        Comparison.check(what, expected, computed, Tolerance.GOLDEN);
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
