package dev.pendant.tck;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.PassOption;
import dev.pendant.autograd.SecondOrderException;
import dev.pendant.op.Operators;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What a recorded backward pass must do with a golden case. Every method throws {@link
 * AssertionError} with a message that names the case, and fails too if anything stays open.
 */
final class RecordedGradientChecks {

  private final Backend backend;

  RecordedGradientChecks(Backend backend) {
    this.backend = backend;
  }

  /** Recorded, the gradients are those of the backend's own VJP. */
  void equalThePlainOnes(GoldenCase golden) {
    leavingNothingOpen(
        golden,
        () -> {
          List<Tensor> inputs = inputs(golden, golden.inputs());
          Tensor seed = tensor(golden.seed());
          List<Tensor> plain = gradients(golden, inputs, seed, PassOption.RETAIN_GRAPH);
          List<Tensor> recorded = gradients(golden, inputs, seed, PassOption.CREATE_GRAPH);
          for (int i = 0; i < plain.size(); i++) {
            Comparison.check(
                golden + ", recorded gradient " + i + " against the backend's VJP",
                values(plain.get(i)),
                values(recorded.get(i)),
                Tolerance.REPEATED);
          }
        });
  }

  /**
   * The gradients of the gradients, with respect to every input and to the seed, are the slopes of
   * the first ones, in float64.
   */
  void haveTheirSlopes(GoldenCase golden) {
    leavingNothingOpen(golden, () -> checkSlopes(golden));
  }

  private void checkSlopes(GoldenCase golden) {
    List<Values> points = new ArrayList<>();
    golden.inputs().forEach(input -> points.add(input.promoted()));
    points.add(golden.seed().promoted());
    Values center = first(golden, points);
    Values weights = weights(center);
    List<@Nullable Values> second = second(golden, points, weights);
    for (int point = 0; point < points.size(); point++) {
      Values gradient = second.get(point);
      if (gradient == null) {
        continue;
      }
      int smooth = 0;
      List<Integer> positions = FiniteDifferences.positions(gradient.size());
      for (int position : positions) {
        Values right = first(golden, moved(points, point, position, FiniteDifferences.STEP));
        Values left = first(golden, moved(points, point, position, -FiniteDifferences.STEP));
        Slope slope = Slope.of(left, center, right, weights);
        smooth += slope.isSmooth() ? 1 : 0;
        slope.check(golden + ", second derivative by " + name(golden, point), gradient, position);
      }
      if (2 * smooth < positions.size()) {
        throw new AssertionError(
            "%s, by %s: only %d of %d positions are smooth"
                .formatted(golden, name(golden, point), smooth, positions.size()));
      }
    }
  }

  private static String name(GoldenCase golden, int point) {
    return point == golden.inputs().size() ? "the seed" : "input " + point;
  }

  private static List<Values> moved(List<Values> points, int point, int position, double step) {
    List<Values> moved = new ArrayList<>(points);
    moved.set(point, points.get(point).plus(position, step));
    return moved;
  }

  /** All gradients of a plain pass, one after the other. The last point is the seed. */
  private Values first(GoldenCase golden, List<Values> points) {
    try (Scope scope = Scope.open()) {
      int last = points.size() - 1;
      List<Tensor> inputs = inputs(golden, points.subList(0, last));
      return joined(
          gradients(golden, inputs, tensor(points.get(last)), PassOption.RETAIN_GRAPH).stream()
              .map(RecordedGradientChecks::values)
              .toList());
    }
  }

  /**
   * The gradients of {@code sum(first * weights)}: zeros where nothing flows, null for constants.
   */
  private List<@Nullable Values> second(GoldenCase golden, List<Values> points, Values weights) {
    int last = points.size() - 1;
    List<Tensor> inputs = inputs(golden, points.subList(0, last));
    Tensor seed = tensor(points.get(last)).requireGrad();
    List<Tensor> first = gradients(golden, inputs, seed, PassOption.CREATE_GRAPH);
    List<Tensor> asked = new ArrayList<>(requiringGrad(inputs));
    asked.add(seed);
    Tensors answers = Autograd.grad(first, asked, split(weights, first), PassOption.RETAIN_GRAPH);
    List<@Nullable Values> second = new ArrayList<>();
    for (int point = 0; point <= last; point++) {
      Tensor asking = point == last ? seed : inputs.get(point);
      int slot = asked.indexOf(asking);
      if (slot < 0) {
        second.add(null);
      } else {
        Tensor answer = answers.slot(slot);
        int size = points.get(point).size();
        second.add(answer == null ? new Values(asking.spec(), new double[size]) : values(answer));
      }
    }
    return second;
  }

  /**
   * @throws AssertionError if the pass is recorded, or refused without naming the operator
   */
  void areRefused(GoldenCase golden) {
    leavingNothingOpen(
        golden,
        () -> {
          List<Tensor> inputs = inputs(golden, golden.inputs());
          try {
            gradients(golden, inputs, tensor(golden.seed()), PassOption.CREATE_GRAPH);
          } catch (SecondOrderException refused) {
            String message = String.valueOf(refused.getMessage());
            if (message.contains("the backward of " + golden.op().name() + " ")
                && message.contains("CREATE_GRAPH")) {
              return;
            }
            throw new AssertionError(golden + " is refused, but not by name: " + message, refused);
          }
          throw new AssertionError(
              golden + " is recorded; add it to the operators that can be differentiated again");
        });
  }

  private static List<Tensor> gradients(
      GoldenCase golden, List<Tensor> inputs, Tensor seed, PassOption option) {
    Tensor output = Operators.apply(golden.op(), inputs);
    return Autograd.grad(List.of(output), requiringGrad(inputs), List.of(seed), option)
        .present()
        .toList();
  }

  private List<Tensor> inputs(GoldenCase golden, List<Values> values) {
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Tensor input = tensor(values.get(i));
      boolean wanted = golden.gradients().get(i) != null;
      inputs.add(wanted ? input.requireGrad() : input);
    }
    return inputs;
  }

  private static List<Tensor> requiringGrad(List<Tensor> tensors) {
    return tensors.stream().filter(Tensor::requiresGrad).toList();
  }

  private Tensor tensor(Values values) {
    long[] shape = values.shape().toArray();
    double[] data = new double[values.size()];
    float[] floats = new float[values.size()];
    long[] longs = new long[values.size()];
    boolean[] flags = new boolean[values.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = values.get(i);
      floats[i] = (float) data[i];
      longs[i] = (long) data[i];
      flags[i] = data[i] != 0;
    }
    return switch (values.spec().type()) {
      case FLOAT32 -> Tensor.of(backend, floats, shape);
      case FLOAT64 -> Tensor.of(backend, data, shape);
      case INT64 -> Tensor.of(backend, longs, shape);
      case BOOL -> Tensor.of(backend, flags, shape);
    };
  }

  private static Values values(Tensor tensor) {
    return new Values(tensor.spec(), tensor.toDoubleArray());
  }

  private static Values joined(List<Values> parts) {
    List<Double> all = new ArrayList<>();
    for (Values part : parts) {
      for (int i = 0; i < part.size(); i++) {
        all.add(part.get(i));
      }
    }
    return Values.row(all.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Something other than ones, so that no two positions may be swapped unseen. */
  private static Values weights(Values like) {
    return Values.row(new Random(like.size()).doubles(like.size(), -1, 1).toArray());
  }

  private List<Tensor> split(Values joined, List<Tensor> like) {
    List<Tensor> parts = new ArrayList<>();
    int start = 0;
    for (Tensor tensor : like) {
      double[] part = new double[Math.toIntExact(tensor.shape().elements())];
      for (int i = 0; i < part.length; i++) {
        part[i] = joined.get(start + i);
      }
      start += part.length;
      parts.add(Tensor.of(backend, part, tensor.shape().toArray()));
    }
    return parts;
  }

  private void leavingNothingOpen(GoldenCase golden, Runnable check) {
    LeakCheck.leavingNothingOpen(
        backend,
        golden.name(),
        open -> {
          try (Scope scope = Scope.open()) {
            check.run();
          }
        });
  }
}
