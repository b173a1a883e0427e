package dev.pendant.djl;

import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtSymbolBlock;
import dev.pendant.nn.Copies;
import dev.pendant.nn.Module;
import dev.pendant.spi.Interop;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A block whose inside is Java code of its own, or a TorchScript program: run as a whole. */
final class OpaqueBlockModule extends BlockModule {

  private final DjlBackend backend;
  private final Block block;
  private final List<LentParameter> lent;

  private OpaqueBlockModule(DjlBackend backend, Block block, List<LentParameter> lent) {
    super(block, Map.of());
    this.backend = backend;
    this.block = block;
    this.lent = lent;
  }

  static OpaqueBlockModule of(DjlBackend backend, Block block) {
    List<LentParameter> lent = new ArrayList<>();
    OpaqueBlockModule module = new OpaqueBlockModule(backend, block, lent);
    BlockParameters.all(block)
        .forEach(
            (name, parameter) -> {
              LentParameter one = new LentParameter(BlockTree.name(name), parameter);
              module.own(one, one.share(backend));
              lent.add(one);
            });
    return module;
  }

  private void own(LentParameter parameter, Tensor value) {
    if (parameter.isTrained()) {
      registerParameter(parameter.name(), value);
    } else {
      registerBuffer(parameter.name(), value);
    }
  }

  private Tensor value(LentParameter parameter) {
    return parameter.isTrained() ? parameter(parameter.name()) : buffer(parameter.name());
  }

  @Override
  public Tensors forward(Tensors inputs) {
    List<@Nullable String> names = new ArrayList<>();
    List<Tensor> operands = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      operands.add(inputs.get(i));
      names.add(inputs.name(i));
    }
    for (LentParameter parameter : lent) {
      Tensor value = value(parameter);
      parameter.refresh(backend, value);
      operands.add(value);
    }
    BlockFunction function =
        new BlockFunction(backend, type(), new BlockBody(block, type(), names, lent));
    return Tensors.ofSlots(Interop.apply(backend, function, operands));
  }

  @Override
  protected @Nullable String whyClosed() {
    if (block instanceof PtSymbolBlock) {
      return "is a TorchScript model, one program to Pendant, of which nothing inside can be hooked;"
          + " hook it itself, or export the network to ONNX and load that";
    }
    List<String> parts = block.getChildren().keys();
    return "is one block of type "
        + block.getClass().getName()
        + (parts.isEmpty()
            ? " without parts; hook it itself"
            : ", which runs its parts ("
                + String.join(", ", parts)
                + ") in Java code of its own, so they cannot be hooked; hook it itself, or build it"
                + " of SequentialBlock, ParallelBlock and LambdaBlock, which open up");
  }

  @Override
  protected Module copyWith(Copies copies) {
    List<LentParameter> own = lent.stream().map(LentParameter::copy).toList();
    OpaqueBlockModule copy = new OpaqueBlockModule(backend, block, own);
    for (LentParameter one : own) {
      copy.own(one, one.isTrained() ? copies.parameter(one.name()) : copies.buffer(one.name()));
    }
    return copy;
  }
}
