package dev.pendant.cam.method;

import dev.pendant.autograd.Node;
import dev.pendant.cam.internal.Extents;
import dev.pendant.cam.target.Objective;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.op.Padding;
import dev.pendant.op.Padding3d;
import dev.pendant.op.Size;
import dev.pendant.op.Size3d;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A tail of global average pooling and at most one linear layer, which makes every score a weighted
 * sum of channel means. Gradients are then known without a walk back: the same at all positions of
 * a channel, the linear layer's weight divided by the number of positions.
 *
 * @param linear the linear layer, null if the channel means are the scores
 */
public record PooledLinearTail(@Nullable Node linear) {

  private static final int MOST_NAMES = 12;

  /** What an objective such as a probability makes of them on its way. */
  private static final int COPIES_OF_SCORES = 4;

  /**
   * Recognises such a tail, reading from the scores back to the layer. Dropout leaves no trace on
   * the tape, nor does a module that only passes on.
   *
   * @throws UnsupportedTailException if the tail is of another kind, saying what it is made of
   */
  public static PooledLinearTail of(Evidence evidence) {
    Tail tail = evidence.tail();
    List<Node> path = operators(tail);
    PooledLinearTail found = find(path, tail);
    if (found == null) {
      throw new UnsupportedTailException(
          "this needs global average pooling and at most one linear layer between the target layer"
              + " and the scores; from '"
              + evidence.layer()
              + "' on there is, by the shortest way, "
              + describe(path)
              + "; use method grad-cam, or a later layer");
    }
    return found;
  }

  /**
   * The same, null if the tail is of another kind or has modules with backward hooks in it, which a
   * gradient has to pass.
   */
  public static @Nullable PooledLinearTail withoutHooks(Tail tail) {
    List<Node> path = tail.shortestPath();
    return path.stream().anyMatch(PooledLinearTail::isModuleEdge) ? null : find(path, tail);
  }

  /**
   * The gradient of an objective with respect to the activation.
   *
   * @param scores what the model returned, [n, k], trailing extents of 1 allowed
   * @param samples which sample of the objective each of its rows is
   * @return the same at all positions of a channel
   */
  public Features gradient(Objective objective, Tensor scores, int[] samples, Layout layout) {
    double[] values = perChannel(objective, scores, samples).toDoubleArray();
    double[][] planes = new double[samples.length][layout.channels()];
    for (int sample = 0; sample < planes.length; sample++) {
      for (int k = 0; k < layout.channels(); k++) {
        planes[sample][k] = values[sample * layout.channels() + k] / layout.spatial().elements();
      }
    }
    return Features.constant(layout.channels(), layout.spatial(), planes);
  }

  private Tensor perChannel(Objective objective, Tensor scores, int[] samples) {
    if (linear != null && objective.isScore()) {
      return rows(linear, IntStream.of(samples).map(objective.classes()::get).toArray());
    }
    Tensor seed = objective.gradient(scores, samples).reshape(samples.length, -1);
    return linear == null ? seed : seed.matmul(linear.inputValue(1));
  }

  /** The weights of some classes, [classes, channels]. */
  static Tensor rows(Node linear, int... classes) {
    Tensor weight = linear.inputValue(1);
    long[] rows = IntStream.of(classes).asLongStream().toArray();
    return Operators.apply(
        new Op.Gather(0), weight, Tensor.of(weight.backend(), rows, rows.length));
  }

  /**
   * An objective after one channel became the same everywhere, [variant][sample]. That moves every
   * score by the change of the channel's mean times a weight, so no tail is run: only the objective
   * is.
   *
   * @param channels one per variant
   */
  double[][] withChannels(Evidence evidence, int[] channels, AblationCam.Replacement replacement) {
    Tensor scores = evidence.network().output();
    Features activation = evidence.activation();
    double[] weight = linear == null ? null : linear.inputValue(1).permute(1, 0).toDoubleArray();
    Variants variants =
        new Variants(
            scores,
            Layout.channelsFirst(perSample(scores), Shape.of()),
            () ->
                evidence
                    .tail()
                    .budget()
                    .copies(Variants.bytes(scores) + COPIES_OF_SCORES * scores.spec().bytes()),
            rows -> rows);
    return variants.values(
        evidence.objective(),
        channels.length,
        (variant, sample, values) -> {
          int k = channels[variant];
          double change = replacement.value(variant, sample) - activation.mean(sample, k);
          if (weight == null) {
            values[k] += change;
            return;
          }
          for (int c = 0; c < values.length; c++) {
            values[c] += change * weight[k * values.length + c];
          }
        });
  }

  /** How many numbers a model returned for a sample. */
  private static int perSample(Tensor scores) {
    return Math.toIntExact(scores.shape().elements() / scores.shape().get(0));
  }

  /**
   * The maps of all classes: one matrix product for each sample, [n, k, positions].
   *
   * @param activation [n, c, spatial...]
   */
  public double[] allMaps(Tensor activation, PooledForm form) {
    Shape shape = activation.shape();
    int positions = Math.toIntExact(Extents.spatial(shape).elements());
    // The activation is scaled: it is smaller than the weight and the maps.
    Tensor channels = activation.mul(form.ofPooled(1, positions));
    if (linear == null) {
      return channels.toDoubleArray();
    }
    Tensor weight = form.counted(linear.inputValue(1));
    // Sample by sample: an engine may copy the weight to multiply several at once.
    return IntStream.range(0, shape.getInt(0))
        .mapToObj(sample -> channels.slice(0, sample, sample + 1).reshape(shape.get(1), positions))
        .flatMapToDouble(sample -> Arrays.stream(weight.matmul(sample).toDoubleArray()))
        .toArray();
  }

  private static List<Node> operators(Tail tail) {
    return tail.shortestPath().stream().filter(node -> !isModuleEdge(node)).toList();
  }

  private static @Nullable PooledLinearTail find(List<Node> path, Tail tail) {
    Shape activation = tail.value().shape();
    boolean read =
        activation.rank() > 2
            && activation.get(1) == tail.layout().channels()
            && tail.layout().isChannelsFirst();
    if (!read) {
      return null;
    }
    int at = afterReshapes(path, 0);
    Node linear = null;
    if (at < path.size() && path.get(at).op() instanceof Op.Linear) {
      linear = path.get(at);
      at = afterReshapes(path, at + 1);
    }
    boolean poolingIsAllThatIsLeft =
        at == path.size() - 1
            && poolsGlobally(path.get(at).op(), activation)
            && path.stream().allMatch(PooledLinearTail::readsOneThing);
    return poolingIsAllThatIsLeft ? new PooledLinearTail(linear) : null;
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
    return node.kind() == Node.Kind.MODULE_EDGE && node.inputs() == 1;
  }

  private static boolean poolsGlobally(@Nullable Op op, Shape activation) {
    List<Integer> axes = IntStream.range(2, activation.rank()).boxed().toList();
    return (op instanceof Op.AdaptiveAvgPool2d pool && pool.outputSize().equals(Size.ONE))
        || (op instanceof Op.Mean mean && mean.axes().equals(axes))
        || (op instanceof Op.AvgPool2d window
            && window.kernel().equals(new Size(activation.getInt(2), activation.getInt(3)))
            && window.padding().equals(Padding.NONE))
        || (op instanceof Op.AvgPool3d box
            && box.kernel()
                .equals(
                    new Size3d(activation.getInt(2), activation.getInt(3), activation.getInt(4)))
            && box.padding().equals(Padding3d.NONE));
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
