package dev.pendant.internal;

import dev.pendant.autograd.GradMode;
import dev.pendant.op.Op;
import dev.pendant.op.OperatorException;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One tensor taken apart along an axis: one node with many outputs, made of operators every backend
 * has. It runs once, with zeros for the parts no gradient came to (H-096).
 */
public final class UnbindNode extends TapeNode {

  private final Edge edge;
  private final Spec part;
  private final int axis;

  private UnbindNode(Edge edge, Spec part, int axis, int parts) {
    super(parts);
    this.edge = edge;
    this.part = part;
    this.axis = axis;
  }

  /**
   * The parts, without the axis.
   *
   * @throws IllegalArgumentException if there is no such axis
   */
  public static List<Tensor> unbind(Tensor tensor, int axis) {
    Shape shape = tensor.shape();
    if (axis < -shape.rank() || axis >= shape.rank()) {
      throw new IllegalArgumentException("axis " + axis + " is outside rank " + shape.rank());
    }
    int at = axis < 0 ? axis + shape.rank() : axis;
    Edge edge = GradMode.isEnabled() ? Edge.of(TapeTensor.of(tensor)) : null;
    Spec part = tensor.spec().withShape(without(shape, at));
    UnbindNode node = edge == null ? null : new UnbindNode(edge, part, at, shape.getInt(at));
    List<Tensor> parts = new ArrayList<>();
    try (GradMode.Guard off = GradMode.set(false)) {
      for (int i = 0; i < shape.get(at); i++) {
        Tensor slice = tensor.slice(at, i, i + 1);
        Tensor value = slice.reshape(part.shape().toArray());
        slice.close();
        if (node == null) {
          parts.add(value);
        } else {
          parts.add(TapeTensor.output(TapeTensor.of(value).retain(), node, i));
          value.close();
        }
      }
    } catch (OperatorException failure) {
      parts.forEach(Tensor::close);
      throw failure;
    }
    return parts;
  }

  private static Shape without(Shape shape, int axis) {
    long[] rest = new long[shape.rank() - 1];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = shape.get(i < axis ? i : i + 1);
    }
    return Shape.of(rest);
  }

  @Override
  public Kind kind() {
    return Kind.UNBIND;
  }

  @Override
  public String name() {
    return "Unbind";
  }

  @Override
  List<@Nullable Edge> edges() {
    return List.of(edge);
  }

  @Override
  List<@Nullable Gradient> apply(
      BackwardPass pass, @Nullable Gradient[] gradients, boolean[] wanted) {
    List<@Nullable Gradient> results = new ArrayList<>();
    if (GradMode.isEnabled()) {
      results.add(joined(gradients));
      return results;
    }
    Arena arena = Arena.open();
    try {
      results.add(joined(gradients));
    } finally {
      arena.close();
    }
    return results;
  }

  private Gradient joined(@Nullable Gradient[] gradients) {
    long[] kept = insert(part.shape(), axis);
    List<Tensor> parts = new ArrayList<>();
    for (Gradient gradient : gradients) {
      Tensor value =
          gradient == null
              ? Tensor.full(backend(gradients), part, 0)
              : gradient.handOut("gradient of Unbind");
      parts.add(value.reshape(kept));
    }
    return Gradient.of(Operators.apply(new Op.Concat(axis), parts));
  }

  private static dev.pendant.spi.Backend backend(@Nullable Gradient[] gradients) {
    for (Gradient gradient : gradients) {
      if (gradient != null) {
        return gradient.storage().backend();
      }
    }
    throw new IllegalStateException("a node without any gradient does not run");
  }

  private static long[] insert(Shape shape, int axis) {
    long[] more = new long[shape.rank() + 1];
    for (int i = 0; i < more.length; i++) {
      more[i] = i == axis ? 1 : shape.get(i < axis ? i : i - 1);
    }
    return more;
  }
}
