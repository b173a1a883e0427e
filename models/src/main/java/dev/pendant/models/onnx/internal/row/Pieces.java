package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Parts of tensors taken, moved and put together; what several rows are composed of. */
final class Pieces {

  private Pieces() {}

  /** Every step-th entry of an axis; the step is positive. */
  static Tensor strided(Tensor x, int axis, long start, long count, long step) {
    if (start == 0 && step == 1 && count == x.shape().get(axis)) {
      return x;
    }
    long end = count == 0 ? start : start + (count - 1) * step + 1;
    return Operators.apply(
        new Op.Slice(List.of(start), List.of(end), List.of(axis), List.of(step)), x);
  }

  /** Entries of an axis by their indices, which lie inside. */
  static Tensor pick(Tensor x, int axis, long[] indices) {
    return Operators.apply(new Op.Gather(axis), x, Tensor.of(x.backend(), indices, indices.length));
  }

  static Tensor joined(int axis, List<Tensor> parts) {
    return parts.size() == 1 ? parts.get(0) : Operators.apply(new Op.Concat(axis), parts);
  }

  /** Entries of one value added before and after along an axis; negative counts cut off. */
  static Tensor padded(Tensor x, int axis, long before, long after, double value) {
    long extent = x.shape().get(axis);
    long start = Math.max(0, -before);
    long end = extent - Math.max(0, -after);
    List<Tensor> parts = new ArrayList<>();
    if (before > 0) {
      parts.add(filled(x, axis, before, value));
    }
    parts.add(strided(x, axis, start, Math.max(0, end - start), 1));
    if (after > 0) {
      parts.add(filled(x, axis, after, value));
    }
    return joined(axis, parts);
  }

  private static Tensor filled(Tensor like, int axis, long count, double value) {
    return Tensor.full(
        like.backend(), new Spec(like.shape().with(axis, count), like.type()), value);
  }

  /** A host array as a constant of the same type as a tensor. */
  static Tensor constant(Tensor like, HostArray values) {
    HostArray typed =
        values.type() == like.type()
            ? values
            : HostArray.numbers(like.type(), values.shape(), values::number);
    return typed.toTensor(like.backend());
  }

  static Tensor permuted(Tensor x, List<Integer> axes) {
    boolean asIs = IntStream.range(0, axes.size()).allMatch(i -> axes.get(i) == i);
    return asIs ? x : Operators.apply(new Op.Permute(axes), x);
  }

  static Tensor shaped(Tensor x, Shape shape) {
    return x.shape().equals(shape) ? x : x.reshape(shape.toArray());
  }

  /** The order of axes that brings one of them to the end. */
  static List<Integer> toEnd(int axis, int rank) {
    List<Integer> order = new ArrayList<>();
    IntStream.range(0, rank).filter(i -> i != axis).forEach(order::add);
    order.add(axis);
    return order;
  }

  /** The order that undoes another. */
  static List<Integer> inverse(List<Integer> order) {
    return IntStream.range(0, order.size()).map(order::indexOf).boxed().toList();
  }

  static Tensor expanded(Tensor x, Shape shape) {
    return x.shape().equals(shape)
        ? x
        : Operators.apply(new Op.Expand(shape.stream().boxed().toList()), x);
  }
}
