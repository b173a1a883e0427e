package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.method.FullGrad;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Which biases have a share in full-grad. */
abstract class FullGradCases extends OnBackend {

  private static final Op CONVOLUTION = new Op.Conv2d(Size.ONE, Padding.NONE, Size.ONE, 1);
  private static final Op TRANSPOSED =
      new Op.ConvTranspose2d(Size.ONE, Padding.NONE, new Size(0, 0), Size.ONE, 1);

  /** A convolution of 1 x 1 from one channel to two, which is its own transpose. */
  private float[] map(Op op, float... bias) {
    boolean transposed = op instanceof Op.ConvTranspose2d;
    Tensor weight = tensor(new float[] {1, -1}, transposed ? 1 : 2, transposed ? 2 : 1, 1, 1);
    Tensor added = tensor(bias, 2);
    Layer layer =
        new Layer() {
          @Override
          protected Tensor forward(Tensor x) {
            return Operators.apply(op, x, weight, added);
          }
        };
    Module model =
        dying(
            new Sequential(
                layer,
                new ReLU(),
                new AdaptiveAvgPool2d(1, 1),
                new Flatten(),
                Nets.linear(backend(), Nets.FC_WEIGHT, new float[2])));
    return Explainer.of(model)
        .method(new FullGrad())
        .explain(Nets.picture(backend()), Target.classIndex(1))
        .get(0)
        .raw()
        .values();
  }

  @Test
  void theBiasOfATransposedConvolutionCountsAsThatOfAConvolution() {
    float[] expected = map(CONVOLUTION, 0.5f, -0.25f);

    assertThat(map(TRANSPOSED, 0.5f, -0.25f)).containsExactly(expected, within(1e-6f));
    assertThat(map(TRANSPOSED, 0, 0)).isNotEqualTo(expected);
  }
}
