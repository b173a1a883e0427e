package dev.pendant.internal;

import dev.pendant.PendantException;
import dev.pendant.autograd.GradMode;
import dev.pendant.internal.TapeNode.Edge;
import dev.pendant.op.Op;
import dev.pendant.op.OperatorException;
import dev.pendant.spi.Backend;
import dev.pendant.spi.Evaluation;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.NativeFunction;
import dev.pendant.spi.Vjp;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one way from tensors to a backend: check, evaluate, record. */
public final class Dispatch {

  private Dispatch() {}

  public static Tensor apply(Op op, List<Tensor> inputs) {
    if (inputs.isEmpty()) {
      throw new OperatorException(op, List.of(), "takes at least one input");
    }
    List<TapeTensor> operands = inputs.stream().map(TapeTensor::of).toList();
    Backend backend = commonBackend(op, operands);
    List<Storage> storages = retainAll(operands);
    try {
      List<Spec> specs = operands.stream().map(TapeTensor::spec).toList();
      Spec expected = check(op, specs, storages);
      boolean[] wanted = wanted(op, operands, specs);
      Op normal = op.normalize(specs);
      SavedTensorHooks packing = anyOf(wanted) ? SavedTensorHooks.current() : null;
      Evaluation evaluation =
          backend.evaluate(
              normal,
              storages.stream().map(Storage::array).toList(),
              packing == null ? wanted : new boolean[wanted.length]);
      Storage output = new Storage(backend, single(op, evaluation, expected, backend));
      Vjp vjp = evaluation.vjp();
      if (packing != null) {
        return packed(normal, operands, specs, storages, output, wanted, packing);
      }
      if (vjp == null) {
        return TapeTensor.leaf(output, op.name());
      }
      storages.forEach(Storage::retain);
      return record(
          normal,
          operands,
          specs,
          output,
          new SavedEvaluation(backend, vjp, storages, List.of(output.retain())));
    } catch (OperatorException refused) {
      throw refused.on(backend.id());
    } finally {
      storages.forEach(Storage::release);
    }
  }

  static boolean anyOf(boolean[] wanted) {
    for (boolean one : wanted) {
      if (one) {
        return true;
      }
    }
    return false;
  }

  private static Tensor packed(
      Op op,
      List<TapeTensor> operands,
      List<Spec> specs,
      List<Storage> storages,
      Storage output,
      boolean[] wanted,
      SavedTensorHooks packing) {
    try {
      // First what may throw: the user's hook.
      Backend backend = output.backend();
      Saved saved =
          PackedEvaluation.of(backend, new OpFunction(backend, op), packing, storages, wanted);
      return record(op, operands, specs, output.retain(), saved);
    } finally {
      output.release();
    }
  }

  private static Tensor record(
      Op op, List<TapeTensor> operands, List<Spec> specs, Storage output, Saved saved) {
    List<@Nullable Edge> edges = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      edges.add(op.differentiable(i) ? Edge.of(operands.get(i)) : null);
    }
    return TapeTensor.output(output, new OperationNode(op, edges, specs, saved), 0);
  }

  private static Backend commonBackend(Op op, List<TapeTensor> operands) {
    Backend backend = operands.get(0).backend();
    for (TapeTensor operand : operands) {
      requireSameBackend(op.name(), backend, operand.backend());
    }
    return backend;
  }

  static void requireSameBackend(String name, Backend one, Backend other) {
    if (one != other) {
      throw new IllegalArgumentException(
          name
              + " of tensors on two backends, "
              + one.id()
              + " and "
              + other.id()
              + "; copy one over with Tensor.of(backend, x.toFloatArray(), ...)");
    }
  }

  static List<Storage> retainAll(List<TapeTensor> operands) {
    List<Storage> storages = new ArrayList<>();
    try {
      operands.forEach(operand -> storages.add(operand.retain()));
      return storages;
    } catch (RuntimeException closed) {
      storages.forEach(Storage::release);
      throw closed;
    }
  }

  private static Spec check(Op op, List<Spec> specs, List<Storage> storages) {
    Spec expected = op.output(specs);
    if (op instanceof Op.Gather gather) {
      IndexCheck.check(gather, specs, storages.get(1));
    }
    return expected;
  }

  private static boolean[] wanted(Op op, List<TapeTensor> operands, List<Spec> specs) {
    boolean[] wanted = new boolean[operands.size()];
    if (!GradMode.isEnabled()) {
      return wanted;
    }
    refuseInferenceTensors(op, operands, specs);
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = operands.get(i).tapeNode() != null;
      if (wanted[i] && !op.differentiable(i)) {
        throw new OperatorException(
            op,
            specs,
            "has no gradient with respect to input "
                + i
                + "; detach() it, or switch grad mode off");
      }
    }
    return wanted;
  }

  private static void refuseInferenceTensors(Op op, List<TapeTensor> operands, List<Spec> specs) {
    boolean recorded = operands.stream().anyMatch(operand -> operand.tapeNode() != null);
    for (int i = 0; recorded && i < operands.size(); i++) {
      if (operands.get(i).isInference() && operands.get(i).type().isFloating()) {
        throw new OperatorException(
            op,
            specs,
            "is recorded, but input "
                + i
                + " was made in inference mode; make it under noGrad() instead");
      }
    }
  }

  private static NativeArray single(Op op, Evaluation evaluation, Spec expected, Backend backend) {
    List<NativeArray> outputs = evaluation.outputs();
    if (outputs.size() == 1 && outputs.get(0).spec().equals(expected)) {
      return outputs.get(0);
    }
    String got = outputs.stream().map(NativeArray::spec).toList().toString();
    outputs.forEach(NativeArray::close);
    Vjp vjp = evaluation.vjp();
    if (vjp != null) {
      vjp.close();
    }
    throw new PendantException(
        "backend " + backend.id() + ": " + op.name() + " must give " + expected + ", gave " + got);
  }

  /** An operator as what can be evaluated anew. */
  private record OpFunction(Backend backend, Op op) implements NativeFunction {

    @Override
    public String name() {
      return op.name();
    }

    @Override
    public Evaluation evaluate(List<? extends NativeArray> inputs, boolean[] gradientWanted) {
      return backend.evaluate(op, inputs, gradientWanted);
    }
  }
}
