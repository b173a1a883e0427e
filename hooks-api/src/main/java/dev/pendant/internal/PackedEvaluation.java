package dev.pendant.internal;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.autograd.GraphFreedException;
import dev.pendant.hook.HookException;
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

/**
 * An evaluation of which only what {@link SavedTensorHooks} packed is kept. The backward pass
 * unpacks the inputs and evaluates the function again, so what unpacking returns is what counts
 * (H-202).
 */
final class PackedEvaluation implements Saved {

  private final NativeFunction function;
  private final Backend backend;
  private final SavedTensorHooks hooks;
  private final List<Spec> specs;
  private final boolean[] recorded;
  private @Nullable List<Object> packed;

  private PackedEvaluation(
      Backend backend,
      NativeFunction function,
      SavedTensorHooks hooks,
      List<Spec> specs,
      boolean[] recorded) {
    this.function = function;
    this.backend = backend;
    this.hooks = hooks;
    this.specs = specs;
    this.recorded = recorded;
  }

  /**
   * @param function evaluated again at the backward pass
   * @param inputs stay the caller's
   */
  static PackedEvaluation of(
      Backend backend,
      NativeFunction function,
      SavedTensorHooks hooks,
      List<Storage> inputs,
      boolean[] recorded) {
    List<Spec> specs = inputs.stream().map(Storage::spec).toList();
    PackedEvaluation made = new PackedEvaluation(backend, function, hooks, specs, recorded);
    List<Object> packed = new ArrayList<>();
    try (GradMode.Guard off = Autograd.noGrad()) {
      for (Storage input : inputs) {
        TapeTensor tensor = TapeTensor.leaf(input.retain(), "input of " + function.name());
        packed.add(Objects.requireNonNull(hooks.pack(tensor), "pack must return something"));
        if (!tensor.isClosed() && tensor.handle().storage() != input) {
          throw new HookException(
              "a pack hook assigned to the tensor it was given, an input of "
                  + function.name()
                  + "; return another one instead");
        }
      }
    }
    made.packed = packed;
    return made;
  }

  @Override
  public Backend backend() {
    return backend;
  }

  @Override
  public List<@Nullable NativeArray> vjp(
      String name, @Nullable Gradient[] gradients, boolean[] wanted) {
    List<@Nullable NativeArray> arrays = new ArrayList<>();
    for (Gradient gradient : gradients) {
      arrays.add(gradient == null ? null : gradient.storage().array());
    }
    List<Storage> inputs = unpackAll(name);
    try {
      Evaluation evaluation =
          function.evaluate(inputs.stream().map(Storage::array).toList(), recorded);
      try (Vjp vjp = Objects.requireNonNull(evaluation.vjp())) {
        return vjp.apply(arrays, wanted);
      } finally {
        evaluation.outputs().forEach(NativeArray::close);
      }
    } finally {
      inputs.forEach(Storage::release);
    }
  }

  @Override
  public Storage retainInput(String name, int input) {
    return unpack(name, input);
  }

  @Override
  public Storage retainOutput(String name) {
    List<Storage> inputs = unpackAll(name);
    try {
      boolean[] none = new boolean[inputs.size()];
      return new Storage(
          backend,
          function.evaluate(inputs.stream().map(Storage::array).toList(), none).outputs().get(0));
    } finally {
      inputs.forEach(Storage::release);
    }
  }

  private List<Storage> unpackAll(String name) {
    List<Storage> inputs = new ArrayList<>();
    try {
      for (int i = 0; i < specs.size(); i++) {
        inputs.add(unpack(name, i));
      }
      return inputs;
    } catch (RuntimeException | Error failure) {
      inputs.forEach(Storage::release);
      throw failure;
    }
  }

  private Storage unpack(String name, int input) {
    List<Object> kept = packed;
    if (kept == null) {
      throw new GraphFreedException(
          "what was packed for the backward of "
              + name
              + " is gone, with an earlier pass (see PassOption.RETAIN_GRAPH) or with its scope");
    }
    Tensor tensor = hooks.unpack(kept.get(input));
    if (tensor == null || !tensor.spec().equals(specs.get(input)) || tensor.backend() != backend) {
      throw new HookException(
          "an unpack hook returned "
              + tensor
              + " for input "
              + input
              + " of "
              + name
              + ", expected "
              + specs.get(input)
              + " on "
              + backend.id());
    }
    return TapeTensor.of(tensor).retain();
  }

  @Override
  public void freeAfterBackward() {
    free();
  }

  @Override
  public void free() {
    packed = null;
  }
}
