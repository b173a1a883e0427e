package dev.pendant.djl;

import ai.djl.nn.SequentialBlock;
import dev.pendant.nn.Copies;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sequential block: its children one after the other. */
final class SequentialBlockModule extends BlockModule {

  private final SequentialBlock block;

  SequentialBlockModule(SequentialBlock block, Map<String, Module> children) {
    super(block, children);
    this.block = block;
  }

  @Override
  public Tensors forward(Tensors inputs) {
    Tensors current = inputs;
    List<@Nullable Tensor> past = new ArrayList<>();
    for (Module child : children().values()) {
      current = child.call(current);
      past.addAll(current.slots());
    }
    return block.isReturnIntermediate() ? Tensors.ofSlots(past) : current;
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new SequentialBlockModule(block, copies.children());
  }
}
