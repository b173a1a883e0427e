package dev.pendant.tck;

import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Padding3d;
import dev.pendant.op.Size;
import dev.pendant.op.Size3d;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.util.List;
import java.util.Set;

/**
 * An operator that compares values, and NaN among them. PyTorch hands it on, so that a model that
 * breaks is seen to break; a comparison in C leaves it out.
 *
 * @param nan the places of the output that are NaN, row-major
 */
record NotANumberCase(String name, Op op, List<Values> inputs, Set<Integer> nan) {

  private static final double NAN = Double.NaN;

  static List<NotANumberCase> all() {
    Values row = values(Shape.of(3), 1, NAN, -3);
    Values twos = values(Shape.of(3), 2, 2, 2);
    Values picture = values(Shape.of(1, 1, 3, 3), 1, 2, NAN, 4, 5, 6, 7, 8, 9);
    Values box = values(Shape.of(1, 1, 2, 2, 2), 1, 2, 3, 4, 5, 6, NAN, 8);
    return List.of(
        of("Relu", new Op.Relu(), List.of(row), 1),
        of("LeakyRelu", new Op.LeakyRelu(0.1), List.of(row), 1),
        of("Clamp", new Op.Clamp(-1, 1), List.of(row), 1),
        of("Maximum, first", new Op.Maximum(), List.of(row, twos), 1),
        of("Maximum, second", new Op.Maximum(), List.of(twos, row), 1),
        of("Minimum, first", new Op.Minimum(), List.of(row, twos), 1),
        of("Minimum, second", new Op.Minimum(), List.of(twos, row), 1),
        of("Max", new Op.Max(List.of(1), false), List.of(values(Shape.of(2, 2), 1, NAN, 3, 4)), 0),
        of("Softmax", new Op.Softmax(0), List.of(row), 0, 1, 2),
        of(
            "MaxPool2d",
            new Op.MaxPool2d(Size.square(2), Size.ONE, Padding.NONE, Size.ONE, false),
            List.of(picture),
            1),
        of(
            "MaxPool3d",
            new Op.MaxPool3d(new Size3d(1, 2, 2), Size3d.ONE, Padding3d.NONE, Size3d.ONE, false),
            List.of(box),
            1));
  }

  private static NotANumberCase of(String name, Op op, List<Values> inputs, Integer... nan) {
    return new NotANumberCase(name, op, inputs, Set.of(nan));
  }

  private static Values values(Shape shape, double... values) {
    return new Values(new Spec(shape, DType.FLOAT32), values);
  }

  /**
   * @throws AssertionError if NaN is not where it must be, or anything stays open
   */
  void check(Backend backend) {
    LeakCheck.leavingNothingOpen(
        backend,
        name,
        open -> {
          boolean[] noGradient = new boolean[inputs.size()];
          Values output =
              new Call(backend, open, name, op, open.create(inputs), noGradient).output();
          for (int i = 0; i < output.size(); i++) {
            if (Double.isNaN(output.get(i)) != nan.contains(i)) {
              throw new AssertionError(
                  "%s of NaN: element %d is %s, expected NaN at %s and nowhere else"
                      .formatted(name, i, output.get(i), nan));
            }
          }
        });
  }
}
