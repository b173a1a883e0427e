package dev.pendant.internal;

import dev.pendant.autograd.GradMode;
import dev.pendant.internal.TapeNode.Edge;
import dev.pendant.spi.Backend;
import dev.pendant.spi.Evaluation;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.NativeFunction;
import dev.pendant.spi.Vjp;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The way from tensors to what a backend computes beside its operators. */
public final class NativeCalls {

  private NativeCalls() {}

  public static Tensor leaf(Backend backend, NativeArray array, String origin) {
    return TapeTensor.leaf(new Storage(backend, array), origin);
  }

  public static List<Tensor> apply(Backend backend, NativeFunction function, List<Tensor> inputs) {
    List<TapeTensor> operands = inputs.stream().map(TapeTensor::of).toList();
    for (TapeTensor operand : operands) {
      Dispatch.requireSameBackend(function.name(), backend, operand.backend());
    }
    List<Storage> storages = Dispatch.retainAll(operands);
    try {
      boolean[] wanted = wanted(function, operands);
      SavedTensorHooks packing = Dispatch.anyOf(wanted) ? SavedTensorHooks.current() : null;
      Evaluation evaluation =
          function.evaluate(
              storages.stream().map(Storage::array).toList(),
              packing == null ? wanted : new boolean[wanted.length]);
      List<Storage> outputs =
          evaluation.outputs().stream().map(array -> new Storage(backend, array)).toList();
      if (packing == null && evaluation.vjp() == null) {
        return outputs.stream().map(out -> (Tensor) leafOf(function, out)).toList();
      }
      Saved saved =
          packing == null
              ? saved(backend, Objects.requireNonNull(evaluation.vjp()), storages, outputs)
              : packed(backend, function, packing, storages, wanted, outputs);
      return recorded(function, operands, outputs, saved);
    } finally {
      storages.forEach(Storage::release);
    }
  }

  private static boolean[] wanted(NativeFunction function, List<TapeTensor> operands) {
    boolean[] wanted = new boolean[operands.size()];
    if (!GradMode.isEnabled()) {
      return wanted;
    }
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = operands.get(i).tapeNode() != null;
    }
    for (int i = 0; Dispatch.anyOf(wanted) && i < wanted.length; i++) {
      if (operands.get(i).isInference() && operands.get(i).type().isFloating()) {
        throw new IllegalArgumentException(
            function.name()
                + " is recorded, but input "
                + i
                + " was made in inference mode; make it under noGrad() instead");
      }
    }
    return wanted;
  }

  private static Saved saved(
      Backend backend, Vjp vjp, List<Storage> inputs, List<Storage> outputs) {
    inputs.forEach(Storage::retain);
    outputs.forEach(Storage::retain);
    return new SavedEvaluation(backend, vjp, inputs, outputs);
  }

  /** Runs the user's hook, which may throw. */
  private static Saved packed(
      Backend backend,
      NativeFunction function,
      SavedTensorHooks packing,
      List<Storage> inputs,
      boolean[] wanted,
      List<Storage> outputs) {
    try {
      return PackedEvaluation.of(backend, function, packing, inputs, wanted);
    } catch (RuntimeException | Error failure) {
      outputs.forEach(Storage::release);
      throw failure;
    }
  }

  private static List<Tensor> recorded(
      NativeFunction function, List<TapeTensor> operands, List<Storage> outputs, Saved saved) {
    List<@Nullable Edge> edges = new ArrayList<>();
    List<Spec> specs = new ArrayList<>();
    for (TapeTensor operand : operands) {
      edges.add(Edge.of(operand));
      specs.add(operand.spec());
    }
    NativeNode node = new NativeNode(function.name(), outputs.size(), edges, specs, saved);
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Storage output = outputs.get(i);
      tensors.add(
          output.spec().type().isFloating()
              ? TapeTensor.output(output, node, i)
              : leafOf(function, output));
    }
    return tensors;
  }

  private static TapeTensor leafOf(NativeFunction function, Storage output) {
    return TapeTensor.leaf(output, function.name());
  }
}
