package dev.pendant.cam.method;

import dev.pendant.op.Op;
import dev.pendant.op.Padding3d;
import dev.pendant.op.Size;
import dev.pendant.op.Size3d;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.List;

/** Where maximum pooling found what it returned; of equal values the first, as in PyTorch. */
final class LargestOfWindows {

  private final double[] values;
  private final int[] extents;
  private final int[] kernel;
  private final int[] stride;
  private final int[] before;
  private final int[] dilation;

  private LargestOfWindows(Op op, Tensor x) {
    values = x.toDoubleArray();
    Shape shape = x.shape();
    if (op instanceof Op.MaxPool2d pool) {
      extents = new int[] {1, shape.getInt(2), shape.getInt(3)};
      kernel = axes(pool.kernel());
      stride = axes(pool.stride());
      dilation = axes(pool.dilation());
      before = new int[] {0, pool.padding().top(), pool.padding().left()};
    } else {
      Op.MaxPool3d pool = (Op.MaxPool3d) op;
      extents = new int[] {shape.getInt(2), shape.getInt(3), shape.getInt(4)};
      kernel = axes(pool.kernel());
      stride = axes(pool.stride());
      dilation = axes(pool.dilation());
      Padding3d padding = pool.padding();
      before = new int[] {padding.front(), padding.top(), padding.left()};
    }
  }

  private static int[] axes(Size size) {
    return new int[] {1, size.height(), size.width()};
  }

  private static int[] axes(Size3d size) {
    return new int[] {size.depth(), size.height(), size.width()};
  }

  /**
   * For each value of the output its place in the input, both row-major.
   *
   * @param op {@link Op.MaxPool2d} or {@link Op.MaxPool3d}
   * @return one after the other
   */
  static Tensor places(Op op, Tensor x) {
    LargestOfWindows windows = new LargestOfWindows(op, x);
    Shape output = op.output(List.of(x.spec())).shape();
    int rank = output.rank();
    int width = output.getInt(rank - 1);
    int height = output.getInt(rank - 2);
    int depth = rank == 5 ? output.getInt(2) : 1;
    long[] places = new long[Math.toIntExact(output.elements())];
    for (int i = 0; i < places.length; i++) {
      int plane = i / (depth * height * width);
      places[i] = windows.place(plane, i / (height * width) % depth, i / width % height, i % width);
    }
    return Tensor.of(x.backend(), places, places.length);
  }

  private int place(int plane, int... window) {
    int best = -1;
    for (int i = 0; i < kernel[0] * kernel[1] * kernel[2]; i++) {
      int[] offset = {
        i / (kernel[1] * kernel[2]), i / kernel[2] % kernel[1], i % kernel[2],
      };
      int at = plane;
      boolean inside = true;
      for (int axis = 0; axis < 3; axis++) {
        int place = window[axis] * stride[axis] - before[axis] + offset[axis] * dilation[axis];
        inside &= place >= 0 && place < extents[axis];
        at = at * extents[axis] + place;
      }
      if (inside && (best < 0 || values[at] > values[best])) {
        best = at;
      }
    }
    return best;
  }
}
