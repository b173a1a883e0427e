package dev.pendant.cam.method;

import dev.pendant.autograd.Node;
import dev.pendant.cam.internal.Rows;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The operators recorded between an activation and the scores, to be evaluated again for other
 * activations. What they read besides is taken from the tape. Lives as long as the scope in which
 * it was made.
 */
final class TailReplay {

  /**
   * One evaluation.
   *
   * @param constants per input what it reads from the tape, null where it reads an earlier step
   * @param sources per input the step it reads, 0 being the activation; -1 for a constant
   */
  private record Step(Op op, List<@Nullable Tensor> constants, int[] sources, List<Spec> specs) {

    boolean isVariable(int input) {
      return sources[input] >= 0;
    }
  }

  private final Tensor activation;
  private final List<Step> steps = new ArrayList<>();
  private final Map<Node, Integer> places = new IdentityHashMap<>();
  private boolean batchable = true;
  private boolean piecewiseLinear = true;
  private long bytes;

  private TailReplay(Tensor activation, Node start) {
    this.activation = activation;
    places.put(start, 0);
    bytes = activation.spec().bytes();
  }

  /**
   * @return null if something was recorded that is no operator (such as a module's edge with
   *     several tensors), so that it cannot be evaluated again
   */
  static @Nullable TailReplay of(Node scores, Node start, Tensor activation) {
    TailReplay replay = new TailReplay(activation, start);
    for (Node node : TapeOrder.upTo(scores, start)) {
      if (replay.reads(node) && !replay.add(node)) {
        return null;
      }
    }
    return replay.places.containsKey(scores) ? replay : null;
  }

  /** Whether the activation leads to a node, whose inputs were added before. */
  private boolean reads(Node node) {
    return IntStream.range(0, node.inputs())
        .mapToObj(node::input)
        .mapToInt(this::source)
        .anyMatch(at -> at >= 0);
  }

  /** The step that an input is, -1 for a constant. */
  private int source(@Nullable Node input) {
    Integer place = input == null ? null : places.get(input);
    return place == null ? -1 : place;
  }

  private boolean add(Node node) {
    Op op = node.op();
    if (op == null) {
      return addEdge(node);
    }
    List<@Nullable Tensor> constants = new ArrayList<>();
    List<Spec> specs = new ArrayList<>();
    int[] sources = new int[node.inputs()];
    for (int i = 0; i < sources.length; i++) {
      Tensor value = node.inputValue(i);
      specs.add(value.spec());
      sources[i] = source(node.input(i));
      constants.add(sources[i] < 0 ? value : null);
    }
    append(node, new Step(op, constants, sources, specs));
    return true;
  }

  /** A module with backward hooks begins or ends here; values pass through. */
  private boolean addEdge(Node node) {
    if (node.kind() != Node.Kind.MODULE_EDGE || node.inputs() != 1) {
      return false;
    }
    places.put(node, source(node.input(0)));
    return true;
  }

  private void append(Node node, Step step) {
    steps.add(step);
    places.put(node, steps.size());
    Spec output = step.op().output(step.specs());
    bytes += output.bytes();
    boolean[] variable = new boolean[step.sources().length];
    int variables = 0;
    for (int i = 0; i < variable.length; i++) {
      variable[i] = step.isVariable(i);
      variables += variable[i] ? 1 : 0;
    }
    batchable &= RowRules.keepsRowsApart(step.op(), step.specs(), variable);
    piecewiseLinear &= PiecewiseLinear.is(step.op(), variables);
  }

  /** Whether {@link #run} takes several copies of the batch. */
  boolean isBatchable() {
    return batchable;
  }

  boolean isPiecewiseLinear() {
    return piecewiseLinear;
  }

  /** About how much a run takes for each copy of the batch. */
  long bytes() {
    return bytes;
  }

  /** How a step is evaluated. */
  @FunctionalInterface
  private interface Evaluation {
    Tensor of(int step, Op op, List<Tensor> inputs);
  }

  /** From an activation, or several copies of the batch along axis 0, to the scores. */
  Tensor run(Tensor rows) {
    return run(rows, (step, op, inputs) -> Operators.apply(op, inputs));
  }

  /**
   * The same near the activation that was recorded, with every kink straightened: see {@link
   * Piece}. What is returned takes one copy of the batch and lives as long as the scope in which it
   * was made.
   */
  UnaryOperator<Tensor> straightened() {
    List<Piece> pieces = new ArrayList<>();
    run(
        activation,
        (step, op, inputs) -> {
          pieces.add(Piece.at(op, inputs));
          return Operators.apply(op, inputs);
        });
    return rows -> run(rows, (step, op, inputs) -> pieces.get(step).of(inputs));
  }

  private Tensor run(Tensor rows, Evaluation evaluation) {
    int copies = Math.toIntExact(rows.shape().get(0) / activation.shape().get(0));
    List<Tensor> values = new ArrayList<>(List.of(rows));
    for (int at = 0; at < steps.size(); at++) {
      Step step = steps.get(at);
      List<Tensor> inputs = new ArrayList<>();
      for (int i = 0; i < step.sources().length; i++) {
        Tensor constant = step.constants().get(i);
        inputs.add(
            constant == null ? values.get(step.sources()[i]) : repeated(step, i, constant, copies));
      }
      Op op = copies == 1 ? step.op() : RowRules.scaled(step.op(), copies);
      values.add(evaluation.of(at, op, inputs));
    }
    return values.get(values.size() - 1);
  }

  private static Tensor repeated(Step step, int input, Tensor constant, int copies) {
    if (copies == 1 || !RowRules.goesWithRows(step.op(), step.specs(), input)) {
      return constant;
    }
    return Rows.repeated(constant, copies);
  }
}
