package dev.pendant.djl;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SymbolBlock;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters a block takes from its parameter store, under the names DJL gives them. */
final class BlockParameters {

  private BlockParameters() {}

  /** Of the block and all below it; those inside a symbol block never pass by a store. */
  static Map<String, Parameter> all(Block block) {
    Map<String, Parameter> found = new LinkedHashMap<>();
    collect("", block, found);
    return found;
  }

  private static void collect(String prefix, Block block, Map<String, Parameter> found) {
    if (block instanceof SymbolBlock) {
      return;
    }
    for (Pair<String, Parameter> parameter : block.getDirectParameters()) {
      found.put(prefix + parameter.getKey(), parameter.getValue());
    }
    for (Pair<String, Block> child : block.getChildren()) {
      collect(prefix + child.getKey() + "_", child.getValue(), found);
    }
  }
}
