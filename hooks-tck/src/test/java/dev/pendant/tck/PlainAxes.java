package dev.pendant.tck;

import dev.pendant.tensor.Shape;

/** Positions in row-major arrays. */
final class PlainAxes {

  private PlainAxes() {}

  /** Where an element of a broadcast shape comes from. */
  static int broadcastSource(int position, Shape broadcast, Shape from) {
    int at = 0;
    int stride = 1;
    long rest = position;
    for (int axis = 1; axis <= from.rank(); axis++) {
      if (from.get(-axis) != 1) {
        at += (int) (rest % broadcast.get(-axis)) * stride;
      }
      stride *= from.getInt(-axis);
      rest /= broadcast.get(-axis);
    }
    return at;
  }

  /** The index of an element, outermost axis first. */
  static int[] index(int position, Shape shape) {
    int[] index = new int[shape.rank()];
    int rest = position;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape.getInt(axis);
      rest /= shape.getInt(axis);
    }
    return index;
  }

  static int position(int[] index, Shape shape) {
    int position = 0;
    for (int axis = 0; axis < index.length; axis++) {
      position = position * shape.getInt(axis) + index[axis];
    }
    return position;
  }
}
