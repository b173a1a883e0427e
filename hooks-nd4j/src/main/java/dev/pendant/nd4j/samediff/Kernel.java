package dev.pendant.nd4j.samediff;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** What computes one operator of a graph from its operands. */
@FunctionalInterface
interface Kernel {

  List<Tensor> run(List<Tensor> operands);

  static Kernel of(Op op) {
    return operands -> List.of(Operators.apply(op, operands));
  }

  static Kernel unary(UnaryOperator<Tensor> function) {
    return operands -> List.of(function.apply(operands.get(0)));
  }

  static Kernel binary(BinaryOperator<Tensor> function) {
    return operands -> List.of(function.apply(operands.get(0), operands.get(1)));
  }
}
