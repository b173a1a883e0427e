package dev.pendant.cam.method;

import dev.pendant.autograd.Node;
import dev.pendant.op.Op;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the blocks of a transformer in a recorded run. Attention is a softmax over the last axis of
 * something whose last two extents are the same. The blocks are those children of one module of
 * which each returns tokens, [n, tokens, c], and has exactly one attention more behind it than the
 * one before.
 */
final class AttentionBlocks {

  /**
   * One block.
   *
   * @param attention the softmax
   * @param output what the block returned, [n, tokens, c]
   */
  record Block(Node attention, Tensor output) {}

  private AttentionBlocks() {}

  /**
   * In the order in which they ran.
   *
   * @throws UnsupportedTailException if there are none
   */
  static List<Block> of(Recording run) {
    long attentions = run.nodes().stream().filter(AttentionBlocks::isAttention).count();
    Map<String, List<Tensor>> families = new LinkedHashMap<>();
    run.modules()
        .forEach(
            (path, output) -> {
              if (!path.isEmpty() && output.shape().rank() == 3) {
                families.computeIfAbsent(parent(path), key -> new ArrayList<>()).add(output);
              }
            });
    for (List<Tensor> family : families.values()) {
      List<Block> blocks = blocks(family);
      if (blocks != null && blocks.size() == attentions) {
        return blocks;
      }
    }
    throw new UnsupportedTailException(
        "legrad needs a transformer whose blocks are children of one module and whose attention is"
            + " a softmax on the tape; this run has "
            + attentions
            + " such softmax and no blocks that share them out, one each; use another method");
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  private static @Nullable List<Block> blocks(List<Tensor> family) {
    List<Block> blocks = new ArrayList<>();
    List<Node> before = List.of();
    for (Tensor output : family) {
      Node node = output.node();
      if (node == null) {
        return null;
      }
      List<Node> now =
          Recording.computedBefore(node).stream().filter(AttentionBlocks::isAttention).toList();
      List<Node> more = new ArrayList<>(now);
      more.removeAll(before);
      if (more.size() != 1) {
        return null;
      }
      blocks.add(new Block(more.get(0), output));
      before = now;
    }
    return blocks;
  }

  private static boolean isAttention(Node node) {
    if (!(node.op() instanceof Op.Softmax softmax)) {
      return false;
    }
    Shape shape = node.inputValue(0).shape();
    return shape.rank() >= 3
        && softmax.axis() == shape.rank() - 1
        && shape.get(-1) == shape.get(-2);
  }
}
