package dev.pendant.models.onnx.internal.row;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.List;

/** Where a kernel finds a tensor when it runs: a weight, or a value of the call. */
@FunctionalInterface
public interface Operand {

  Tensor in(Frame frame);

  /** The operator applied to these operands. */
  static Tensor apply(Op op, Frame frame, List<Operand> operands) {
    return Operators.apply(op, operands.stream().map(operand -> operand.in(frame)).toList());
  }
}
