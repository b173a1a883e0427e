package dev.pendant.cam.method;

import dev.pendant.autograd.Node;
import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.Shape;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A tail of global average pooling and at most one linear layer, which makes every score a weighted
 * sum of channel means.
 *
 * @param linear the linear layer, null if the channel means are the scores
 */
record PooledLinearTail(@Nullable Node linear) {

  private static final int MOST_NAMES = 12;

  /**
   * Recognises such a tail, reading from the scores back to the layer. Dropout leaves no trace on
   * the tape, nor does a module that only passes on.
   *
   * @throws UnsupportedTailException if the tail is of another kind, saying what it is made of
   */
  static PooledLinearTail of(Evidence evidence) {
    List<Node> path =
        evidence.tail().shortestPath().stream().filter(node -> !isModuleEdge(node)).toList();
    int at = afterReshapes(path, 0);
    Node linear = null;
    if (at < path.size() && path.get(at).op() instanceof Op.Linear) {
      linear = path.get(at);
      at = afterReshapes(path, at + 1);
    }
    boolean poolingIsAllThatIsLeft =
        at == path.size() - 1
            && poolsGlobally(path.get(at).op(), evidence.activation().shape())
            && path.stream().allMatch(PooledLinearTail::readsOneThing);
    if (!poolingIsAllThatIsLeft) {
      throw new UnsupportedTailException(
          "cam needs global average pooling and at most one linear layer between the target layer"
              + " and the scores; from '"
              + evidence.layer()
              + "' on there is, by the shortest way, "
              + describe(path)
              + "; use method grad-cam, or a later layer");
    }
    return new PooledLinearTail(linear);
  }

  private static int afterReshapes(List<Node> path, int from) {
    int at = from;
    while (at < path.size() && path.get(at).op() instanceof Op.Reshape) {
      at++;
    }
    return at;
  }

  /** Where a call of a module with backward hooks begins or ends; values pass through it. */
  private static boolean isModuleEdge(Node node) {
    return node.op() == null && node.inputs() == 1;
  }

  private static boolean poolsGlobally(@Nullable Op op, Shape activation) {
    Size whole = new Size(activation.getInt(2), activation.getInt(3));
    return (op instanceof Op.AdaptiveAvgPool2d pool && pool.outputSize().equals(Size.ONE))
        || (op instanceof Op.Mean mean && mean.axes().equals(List.of(2, 3)))
        || (op instanceof Op.AvgPool2d window
            && window.kernel().equals(whole)
            && window.padding().equals(Padding.NONE));
  }

  /** Whether only its first input was computed, the others being parameters. */
  private static boolean readsOneThing(Node node) {
    for (int i = 1; i < node.inputs(); i++) {
      Node input = node.input(i);
      if (input != null && input.inputs() > 0) {
        return false;
      }
    }
    return true;
  }

  private static String describe(List<Node> path) {
    if (path.isEmpty()) {
      return "nothing";
    }
    List<String> names = path.stream().map(Node::name).collect(Collectors.toList());
    Collections.reverse(names);
    String shown = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    return names.size() <= MOST_NAMES
        ? shown
        : shown + " and " + (names.size() - MOST_NAMES) + " more";
  }
}
