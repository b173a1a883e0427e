package dev.pendant.nd4j.samediff;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.ReduceOp;
import org.nd4j.linalg.api.ops.ScalarOp;

/**
 * One operator of a graph as its row sees it. What the row reads as a constant is not among the
 * kernel's operands; all other inputs are, in their order.
 */
final class OpSetup {

  private final SameDiffOp op;
  private final Function<String, @Nullable INDArray> constants;
  private final Set<Integer> read = new HashSet<>();
  private final Set<Integer> statistics = new HashSet<>();

  /**
   * @param constants the values of a variable that is the same at every call, else null
   */
  OpSetup(SameDiffOp op, Function<String, @Nullable INDArray> constants) {
    this.op = op;
    this.constants = constants;
  }

  String type() {
    return function().opName();
  }

  private DifferentialFunction function() {
    return op.getOp();
  }

  List<String> inputs() {
    List<String> names = op.getInputsToOp();
    return names == null ? List.of() : names;
  }

  List<String> outputs() {
    return op.getOutputsOfOp();
  }

  /** The path it gets: its first output's name, which is the one users give and ask for. */
  String name() {
    return outputs().get(0);
  }

  /** Inputs that the kernel is given, by place. */
  List<Integer> operands() {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < inputs().size(); i++) {
      if (!read.contains(i)) {
        places.add(i);
      }
    }
    return places;
  }

  boolean isStatistics(int input) {
    return statistics.contains(input);
  }

  // --- attributes -----------------------------------------------------------------------------

  long[] integers() {
    return function() instanceof CustomOp custom ? custom.iArgs() : new long[0];
  }

  int integer(int place, int otherwise) {
    long[] values = integers();
    return place < values.length ? Math.toIntExact(values[place]) : otherwise;
  }

  boolean flag(int place, boolean otherwise) {
    boolean[] values = function() instanceof CustomOp custom ? custom.bArgs() : new boolean[0];
    return place < values.length ? values[place] : otherwise;
  }

  double number(int place, double otherwise) {
    double[] values = function() instanceof CustomOp custom ? custom.tArgs() : new double[0];
    return place < values.length ? values[place] : otherwise;
  }

  /** The number of a scalar operator. */
  double scalar() {
    if (function() instanceof ScalarOp scalar && scalar.scalar() != null) {
      return scalar.scalar().getDouble(0);
    }
    if (function() instanceof Op legacy && legacy.extraArgs() != null) {
      return ((Number) legacy.extraArgs()[0]).doubleValue();
    }
    throw refuse("has no number");
  }

  /** The axes of a reduction; none means all. */
  List<Integer> axes() {
    if (inputs().size() > 1) {
      return ints(constant(1));
    }
    int[] axes = function().getDimensions();
    if (axes == null || (axes.length == 1 && axes[0] == Integer.MAX_VALUE)) {
      return List.of();
    }
    List<Integer> list = new ArrayList<>();
    for (int axis : axes) {
      list.add(axis);
    }
    return list;
  }

  boolean keepsAxes() {
    return function() instanceof ReduceOp reduce && reduce.isKeepDims();
  }

  /** Values from attributes, starting at a place, or from the second input. */
  long[] integersOrConstant(int from) {
    if (inputs().size() > 1) {
      return constant(1);
    }
    long[] all = integers();
    long[] rest = new long[Math.max(0, all.length - from)];
    System.arraycopy(all, Math.min(from, all.length), rest, 0, rest.length);
    return rest;
  }

  // --- inputs ---------------------------------------------------------------------------------

  /** The integers of an input that the graph does not compute. */
  long[] constant(int input) {
    INDArray values = constants.apply(inputs().get(input));
    if (values == null) {
      throw refuse(
          "takes '"
              + inputs().get(input)
              + "', which the graph computes, where a constant is needed");
    }
    read.add(input);
    return values.dup('c').data().asLong();
  }

  /** An input that is no trained parameter whatever the graph says. */
  void statistics(int input) {
    statistics.add(input);
  }

  RefusedException refuse(String reason) {
    return new RefusedException(type() + " '" + name() + "' " + reason);
  }

  static List<Integer> ints(long[] values) {
    List<Integer> list = new ArrayList<>();
    for (long value : values) {
      list.add(Math.toIntExact(value));
    }
    return list;
  }
}
