package dev.pendant.djl;

import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.util.Pair;
import dev.pendant.nn.Module;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a block into modules, as far down as it can be seen into. */
final class BlockTree {

  /**
   * What runs a block, or tells how it is made up; a subclass that has its own cannot be opened.
   */
  private static final List<String> RUNS = List.of("forward", "forwardInternal", "getChildren");

  private final DjlBackend backend;

  /** A block that is used in several places is one module. */
  private final Map<Block, Module> made = new IdentityHashMap<>();

  private BlockTree(DjlBackend backend) {
    this.backend = backend;
  }

  static Module of(DjlBackend backend, Block block) {
    return new BlockTree(backend).module(block);
  }

  private Module module(Block block) {
    Module known = made.get(block);
    if (known == null) {
      known = make(block);
      made.put(block, known);
    }
    return known;
  }

  private Module make(Block block) {
    if (block instanceof SequentialBlock sequential && runsAs(SequentialBlock.class, block)) {
      return new SequentialBlockModule(sequential, children(block));
    }
    if (block instanceof ParallelBlock parallel && runsAs(ParallelBlock.class, block)) {
      Joining joining = Joining.of(parallel);
      if (joining != null) {
        return new ParallelBlockModule(backend, block, joining, children(block));
      }
    }
    return OpaqueBlockModule.of(backend, block);
  }

  static String type(Block block) {
    String name = block.getClass().getSimpleName();
    return block instanceof LambdaBlock lambda ? name + " " + lambda.getName() : name;
  }

  static String name(String djlName) {
    return djlName.replace('.', '_').replace('/', '_');
  }

  private Map<String, Module> children(Block block) {
    Map<String, Module> modules = new LinkedHashMap<>();
    for (Pair<String, Block> child : block.getChildren()) {
      modules.put(name(child.getKey()), module(child.getValue()));
    }
    return modules;
  }

  private static boolean runsAs(Class<? extends Block> known, Block block) {
    Class<?> type = block.getClass();
    while (type != known) {
      if (Arrays.stream(type.getDeclaredMethods()).anyMatch(m -> RUNS.contains(m.getName()))) {
        return false;
      }
      type = type.getSuperclass();
    }
    return true;
  }
}
