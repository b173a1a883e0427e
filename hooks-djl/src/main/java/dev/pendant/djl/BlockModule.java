package dev.pendant.djl;

import ai.djl.nn.Block;
import dev.pendant.nn.Module;
import java.util.Map;

/** A module around a user's block. */
abstract class BlockModule extends Module {

  private final Block block;

  BlockModule(Block block, Map<String, Module> children) {
    this.block = block;
    children.forEach(this::register);
  }

  final Block block() {
    return block;
  }

  @Override
  public final String type() {
    return BlockTree.type(block);
  }
}
