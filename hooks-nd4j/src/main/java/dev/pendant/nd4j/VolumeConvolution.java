package dev.pendant.nd4j;

import static dev.pendant.nd4j.Arithmetic.add;
import static dev.pendant.nd4j.Arithmetic.sum;

import dev.pendant.nd4j.Kernel.Pullback;
import dev.pendant.op.Op;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolution of volumes as a sum of convolutions of pictures, one for each slice of the kernel:
 * the slices that it meets go through at once, as a batch. This has all that the two-dimensional
 * row has (groups, unequal padding, dilation) and its speed.
 */
record VolumeConvolution(Op.Conv3d op) {

  INDArray forward(Scratch s, List<INDArray> in) {
    INDArray slices = slices(s, in.get(0));
    INDArray weight = in.get(1);
    INDArray pictures = null;
    for (int place = 0; place < weight.size(2); place++) {
      INDArray met = pictures(met(s, slices, weight, place));
      INDArray part =
          ConvolutionRows.forward(s, op.ofSlices(), List.of(met, kernel(s, weight, place)));
      pictures = pictures == null ? part : add(s, pictures, part);
    }
    INDArray y = volumes(s, pictures, in.get(0).size(0));
    return in.size() == 3 ? add(s, y, Extents.view(in.get(2), 1, weight.size(0), 1, 1, 1)) : y;
  }

  @Nullable INDArray[] gradients(Scratch s, Pullback p) {
    INDArray weight = p.input(1);
    INDArray bias = p.wants(2) ? Extents.view(sum(s, p.g(), 0, 2, 3, 4), weight.size(0)) : null;
    if (!p.wants(0) && !p.wants(1)) {
      return new @Nullable INDArray[] {null, null, bias};
    }
    INDArray slices = slices(s, p.x());
    INDArray g = pictures(Layout.permute(s, p.g(), 0, 2, 1, 3, 4));
    INDArray input = null;
    List<INDArray> kernels = new ArrayList<>();
    for (int place = 0; place < weight.size(2); place++) {
      INDArray met = met(s, slices, weight, place);
      // A picture row's output is not needed for its gradients.
      Pullback ofPlace =
          new Pullback(
              List.of(pictures(met), kernel(s, weight, place)),
              g,
              g,
              new boolean[] {p.wants(0), p.wants(1)});
      @Nullable INDArray[] found = ConvolutionRows.gradients(s, op.ofSlices(), ofPlace);
      INDArray ofInput = found[0];
      if (p.wants(0) && ofInput != null) {
        INDArray spread =
            Layout.unslice(
                s, slices, range(slices, weight, place), Extents.view(ofInput, met.shape()));
        input = input == null ? spread : add(s, input, spread);
      }
      INDArray ofKernel = found[1];
      if (p.wants(1) && ofKernel != null) {
        kernels.add(
            Extents.view(
                ofKernel, weight.size(0), weight.size(1), 1, weight.size(3), weight.size(4)));
      }
    }
    return new @Nullable INDArray[] {
      input == null ? null : volumeGradient(s, input, p.x()),
      p.wants(1) ? Layout.concat(s, kernels, 2) : null,
      bias
    };
  }

  /** Depth before channels, and padded: [n, front + d + back, c, h, w]. */
  private INDArray slices(Scratch s, INDArray x) {
    INDArray slices = Layout.permute(s, x, 0, 2, 1, 3, 4);
    return alongDepth(s, slices, op.padding().front(), op.padding().back());
  }

  private INDArray volumeGradient(Scratch s, INDArray slices, INDArray x) {
    INDArray cropped = alongDepth(s, slices, -op.padding().front(), -op.padding().back());
    return Extents.view(Layout.permute(s, cropped, 0, 2, 1, 3, 4), x.shape());
  }

  private static INDArray alongDepth(Scratch s, INDArray slices, int front, int back) {
    long slice = slices.size(2) * slices.size(3) * slices.size(4);
    INDArray rows = Extents.view(slices, 1, slices.size(0), slices.size(1), slice);
    INDArray padded = new Border(front, 0, back, 0).around(s, rows, 0);
    return Extents.view(
        padded, slices.size(0), padded.size(2), slices.size(2), slices.size(3), slices.size(4));
  }

  /** The slices that this place of the kernel meets, one for each output slice. */
  private INDArray met(Scratch s, INDArray slices, INDArray weight, int place) {
    return Layout.slice(s, slices, range(slices, weight, place));
  }

  private Layout.Range range(INDArray slices, INDArray weight, int place) {
    long stride = op.stride().depth();
    long span = op.dilation().depth() * (weight.size(2) - 1) + 1;
    long steps = (slices.size(1) - span) / stride;
    Layout.Range range = Layout.Range.all(slices.shape());
    range.begin()[1] = (long) place * op.dilation().depth();
    range.end()[1] = range.begin()[1] + steps * stride + 1;
    range.step()[1] = stride;
    return range;
  }

  private static INDArray kernel(Scratch s, INDArray weight, int place) {
    INDArray slice = Layout.part(s, weight, 2, place, 1);
    return Extents.view(slice, weight.size(0), weight.size(1), weight.size(3), weight.size(4));
  }

  /** Of all samples in one batch; a view. */
  private static INDArray pictures(INDArray slices) {
    return Extents.view(
        slices, slices.size(0) * slices.size(1), slices.size(2), slices.size(3), slices.size(4));
  }

  private static INDArray volumes(Scratch s, @Nullable INDArray pictures, long samples) {
    if (pictures == null) {
      throw new IllegalStateException("a kernel without slices got past the shape rule");
    }
    INDArray slices =
        Extents.view(
            pictures,
            samples,
            pictures.size(0) / samples,
            pictures.size(1),
            pictures.size(2),
            pictures.size(3));
    return Layout.permute(s, slices, 0, 2, 1, 3, 4);
  }
}
