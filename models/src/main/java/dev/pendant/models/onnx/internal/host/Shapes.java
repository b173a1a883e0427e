package dev.pendant.models.onnx.internal.host;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What ONNX's shape operators make of a shape; the same for tensors and for host arrays. */
public final class Shapes {

  private Shapes() {}

  /** An axis counted from the front. */
  public static int axis(long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new ModelException("axis " + axis + " is outside rank " + rank);
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  public static int[] axes(long[] axes, int rank) {
    return LongStream.of(axes).mapToInt(axis -> axis(axis, rank)).toArray();
  }

  /** All of them: 0, 1, ... */
  public static long[] allAxes(int rank) {
    return LongStream.range(0, rank).toArray();
  }

  /** Extents of 1 put in, at axes of the result. */
  public static Shape unsqueezed(Shape shape, long[] axes) {
    int rank = shape.rank() + axes.length;
    long[] out = new long[rank];
    for (int axis : axes(axes, rank)) {
      if (out[axis] == 1) {
        throw new ModelException("names an axis twice in " + Arrays.toString(axes));
      }
      out[axis] = 1;
    }
    int from = 0;
    for (int i = 0; i < rank; i++) {
      out[i] = out[i] == 1 ? 1 : shape.get(from++);
    }
    return Shape.of(out);
  }

  /**
   * Extents of 1 taken out.
   *
   * @param axes none means every extent of 1
   */
  public static Shape squeezed(Shape shape, long[] axes) {
    boolean[] gone = new boolean[shape.rank()];
    for (int axis : axes(axes, shape.rank())) {
      if (shape.get(axis) != 1) {
        throw new ModelException("cannot squeeze axis " + axis + " of " + shape + ": it is not 1");
      }
      gone[axis] = true;
    }
    LongStream.Builder out = LongStream.builder();
    for (int i = 0; i < gone.length; i++) {
      if (!gone[i] && (axes.length > 0 || shape.get(i) != 1)) {
        out.add(shape.get(i));
      }
    }
    return Shape.of(out.build().toArray());
  }

  /**
   * @param target -1 once for what is left; 0 copies the extent unless {@code allowZero}
   */
  public static Shape reshaped(Shape shape, long[] target, boolean allowZero) {
    long[] out = target.clone();
    int open = -1;
    long known = 1;
    for (int i = 0; i < out.length; i++) {
      if (out[i] == 0 && !allowZero) {
        out[i] = shape.get(axis(i, shape.rank()));
      }
      if (out[i] == -1 && open < 0) {
        open = i;
      } else if (out[i] < 0) {
        throw new ModelException("cannot reshape " + shape + " to " + Arrays.toString(target));
      } else {
        known = Math.multiplyExact(known, out[i]);
      }
    }
    if (open >= 0 && known > 0) {
      out[open] = shape.elements() / known;
      known *= out[open];
    }
    if (known != shape.elements() || (open >= 0 && out[open] < 0)) {
      throw new ModelException(
          "cannot reshape " + shape + " to " + Arrays.toString(target) + ": counts differ");
    }
    return Shape.of(out);
  }

  /** Two axes: those before {@code axis}, and the rest. */
  public static Shape flattened(Shape shape, long axis) {
    int split = axis == shape.rank() ? shape.rank() : axis(axis, shape.rank());
    long first = 1;
    for (int i = 0; i < split; i++) {
      first *= shape.get(i);
    }
    long second = 1;
    for (int i = split; i < shape.rank(); i++) {
      second *= shape.get(i);
    }
    return Shape.of(first, second);
  }

  /** The shape two operands broadcast to. */
  public static Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    long[] out = new long[rank];
    for (int i = 1; i <= rank; i++) {
      long left = i <= a.rank() ? a.get(-i) : 1;
      long right = i <= b.rank() ? b.get(-i) : 1;
      if (left != right && left != 1 && right != 1) {
        throw new ModelException("shapes do not broadcast: " + a + " and " + b);
      }
      out[rank - i] = left == 1 ? right : left;
    }
    return Shape.of(out);
  }

  /** The attribute {@code perm}; reversed order where it is absent. */
  public static int[] permutation(OnnxAttributes attributes, int rank) {
    long[] perm = attributes.integers("perm");
    int[] axes =
        perm == null ? IntStream.range(0, rank).map(i -> rank - 1 - i).toArray() : axes(perm, rank);
    if (axes.length != rank || IntStream.of(axes).distinct().count() != rank) {
      throw new ModelException("perm " + Arrays.toString(perm) + " does not fit rank " + rank);
    }
    return axes;
  }

  /** Indices counted from the front, each inside the extent. */
  public static long[] indices(HostArray index, long extent) {
    long[] picked = index.integers();
    for (int i = 0; i < picked.length; i++) {
      if (picked[i] < -extent || picked[i] >= extent) {
        throw new ModelException("index " + picked[i] + " is outside an extent of " + extent);
      }
      picked[i] += picked[i] < 0 ? extent : 0;
    }
    return picked;
  }

  /** The axis replaced by the index's own axes. */
  public static Shape gathered(Shape shape, int axis, Shape index) {
    List<Long> out = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      if (i == axis) {
        index.stream().forEach(out::add);
      } else {
        out.add(shape.get(i));
      }
    }
    return Shape.of(out.stream().mapToLong(Long::longValue).toArray());
  }
}
