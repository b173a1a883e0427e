package dev.pendant.djl;

import ai.djl.nn.Block;
import dev.pendant.nn.Copies;
import dev.pendant.nn.Module;
import dev.pendant.spi.Interop;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A parallel block: its children each on the same inputs, then the function that joins them. */
final class ParallelBlockModule extends BlockModule {

  private final DjlBackend backend;
  private final Joining joining;

  ParallelBlockModule(
      DjlBackend backend, Block block, Joining joining, Map<String, Module> children) {
    super(block, children);
    this.backend = backend;
    this.joining = joining;
  }

  @Override
  public Tensors forward(Tensors inputs) {
    List<Tensor> joined = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (Module child : children().values()) {
      Tensors outputs = child.call(inputs);
      outputs.present().forEach(joined::add);
      sizes.add((int) outputs.present().count());
    }
    BlockFunction function =
        new BlockFunction(backend, type() + ", joining", in -> joining.join(in, sizes));
    return Tensors.ofSlots(Interop.apply(backend, function, joined));
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new ParallelBlockModule(backend, block(), joining, copies.children());
  }
}
