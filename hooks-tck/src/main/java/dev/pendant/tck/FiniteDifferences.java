package dev.pendant.tck;

import dev.pendant.op.Op;
import dev.pendant.spi.Backend;
import dev.pendant.spi.NativeArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Holds a VJP against the slope of the operator itself, in float64: the slope of {@code sum(output
 * * seed)} when one input element moves by {@link #STEP} either way. This needs nobody's golden
 * values and sees every input the operator calls differentiable.
 *
 * <p>At a kink the slopes to the left and right differ; there the gradient must lie between them.
 */
final class FiniteDifferences {

  static final double STEP = 1e-6;

  /** Enough to meet every kind of element (border, inside, each channel) of the small cases. */
  static final int POSITIONS = 24;

  private final Backend backend;

  FiniteDifferences(Backend backend) {
    this.backend = backend;
  }

  /**
   * @throws AssertionError if a gradient is not the slope, or if more positions are kinks than are
   *     smooth, which says that the operator is noisy rather than kinked
   */
  void check(GoldenCase golden) {
    LeakCheck.leavingNothingOpen(backend, golden.name(), open -> check(golden, open));
  }

  private void check(GoldenCase golden, OpenArrays open) {
    List<Values> inputs = golden.inputs().stream().map(Values::promoted).toList();
    List<NativeArray> arrays = open.create(inputs);
    Values seed = golden.seed().promoted();
    boolean[] wanted = differentiable(golden.op(), inputs);
    Call call = new Call(backend, open, golden.name(), golden.op(), arrays, wanted);
    List<@Nullable Values> gradients = call.gradients(seed, wanted);
    for (int input = 0; input < inputs.size(); input++) {
      Values gradient = gradients.get(input);
      if (gradient == null) {
        continue;
      }
      int smooth = 0;
      List<Integer> positions = positions(gradient.size());
      for (int position : positions) {
        Values center = inputs.get(input);
        Values right = output(golden, arrays, input, center.plus(position, STEP));
        Values left = output(golden, arrays, input, center.plus(position, -STEP));
        Slope slope = Slope.of(left, call.output(), right, seed);
        smooth += slope.isSmooth() ? 1 : 0;
        slope.check(golden + ", input " + input, gradient, position);
      }
      if (2 * smooth < positions.size()) {
        throw new AssertionError(
            "%s, input %d: only %d of %d positions are smooth"
                .formatted(golden, input, smooth, positions.size()));
      }
    }
  }

  /** The output, in plain evaluation, where one input is another. */
  private Values output(GoldenCase golden, List<NativeArray> inputs, int input, Values moved) {
    try (OpenArrays open = new OpenArrays(backend)) {
      List<NativeArray> changed = new ArrayList<>(inputs);
      changed.set(input, open.create(moved));
      return new Call(backend, open, golden.name(), golden.op(), changed, golden.noGradient())
          .output();
    }
  }

  private static boolean[] differentiable(Op op, List<Values> inputs) {
    boolean[] wanted = new boolean[inputs.size()];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = op.differentiable(i) && inputs.get(i).spec().type().isFloating();
    }
    return wanted;
  }

  /** All positions of a small array, a seeded sample of a large one. */
  static List<Integer> positions(int size) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    Collections.shuffle(all, new Random(size));
    return all.subList(0, Math.min(size, POSITIONS));
  }
}
