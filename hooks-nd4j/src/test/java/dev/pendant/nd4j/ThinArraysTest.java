package dev.pendant.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.autograd.Autograd;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients of parts of arrays that native code may take for vectors: most extents are 1. */
class ThinArraysTest {

  private final Backend backend = new Nd4jProvider().open();

  private static long[] shape(String extents) {
    return List.of(extents.split(" ")).stream().mapToLong(Long::parseLong).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "1 4", "4 1", "3 4", "1 1 4", "1 4 1", "4 1 1", "1 1 4 1", "2 3 1"})
  void gradientsOfSlicesGoWhereTheRangeReaches(String extents) {
    long[] shape = shape(extents);
    for (int axis = 0; axis < shape.length; axis++) {
      for (long from = 0; from < shape[axis]; from++) {
        for (long to = from + 1; to <= shape[axis]; to++) {
          Op op = new Op.Slice(List.of(from), List.of(to), List.of(axis), List.of(1L));
          try (Scope scope = Scope.open()) {
            check(op, shape, axis, LongStream.range(from, to).toArray());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "1 4", "4 1", "3 4", "1 1 4", "1 4 1", "4 1 1", "1 1 4 1", "2 3 1"})
  void gradientsOfPickedEntriesGoWhereTheyCameFrom(String extents) {
    long[] shape = shape(extents);
    for (int axis = 0; axis < shape.length; axis++) {
      long last = shape[axis] - 1;
      for (long[] index : List.of(new long[] {last}, new long[] {last, 0}, new long[] {0, 0, 0})) {
        try (Scope scope = Scope.open()) {
          check(new Op.Gather(axis), shape, axis, index);
        }
      }
    }
  }

  /** With gradients 1, 2, 3 ... of the output. */
  private void check(Op op, long[] shape, int axis, long[] picked) {
    int count = (int) LongStream.of(shape).reduce(1, (a, b) -> a * b);
    Tensor x = Tensor.of(backend, new float[count], shape).requireGrad();
    List<Tensor> inputs = new ArrayList<>(List.of(x));
    if (op instanceof Op.Gather) {
      inputs.add(Tensor.of(backend, picked, picked.length));
    }
    Tensor y = Operators.apply(op, inputs);
    float[] seed = new float[(int) y.shape().elements()];
    float[] expected = new float[count];
    int inner = 1;
    for (int i = axis + 1; i < shape.length; i++) {
      inner *= (int) shape[i];
    }
    for (int i = 0; i < seed.length; i++) {
      seed[i] = i + 1;
      long outer = i / inner / picked.length;
      long entry = picked[i / inner % picked.length];
      expected[(int) ((outer * shape[axis] + entry) * inner + i % inner)] += seed[i];
    }
    Tensor g = Tensor.of(backend, seed, y.shape().toArray());
    float[] gradient = Autograd.grad(List.of(y), List.of(x), List.of(g)).single().toFloatArray();
    assertThat(gradient).as("%s of %s", op, x.shape()).containsExactly(expected);
  }
}
