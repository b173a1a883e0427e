package dev.pendant.cam.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.target.Objective;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import org.junit.jupiter.api.Test;

class FemTest {

  /** 10 stands out of the first channel by more than two deviations; nothing of the second does. */
  private static final Features ACTIVATION =
      Features.of(1, 2, Shape.of(1, 6), new double[] {10, 1, 1, 1, 1, 1, 1, 2, 1, 2, 1, 2});

  @Test
  void strongPositionsCountWithTheMeanOfTheirChannel() {
    assertThat(new Fem().map(new OnlyActivation(ACTIVATION)).of(0))
        .containsExactly(new double[] {2.5, 0, 0, 0, 0, 0}, within(1e-12));
  }

  @Test
  void inPytorchGradCamTheirShareWeighsTheChannel() {
    assertThat(new Fem(Fem.Form.PYTORCH_GRAD_CAM).map(new OnlyActivation(ACTIVATION)).of(0))
        .containsExactly(
            new double[] {10 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0}, within(1e-12));
  }

  @Test
  void aChannelThatIsNotFiniteDoesNotPassForOneWithoutStrongPositions() {
    Features broken = Features.of(1, 1, Shape.of(1, 3), new double[] {1, Double.NaN, 1});

    for (Fem.Form form : Fem.Form.values()) {
      assertThat(new Fem(form).map(new OnlyActivation(broken)).of(0)).contains(Double.NaN);
    }
  }

  /** FEM may ask for nothing else. */
  private record OnlyActivation(Features activation) implements Evidence {

    @Override
    public String layer() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Features gradient() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Objective objective() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Tail tail() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Recording recording() {
      throw new UnsupportedOperationException();
    }

    @Override
    public PooledLinearTail pooled() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Network network() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Evidence withObjective(Objective other) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Evidence withInput(Tensor input) {
      throw new UnsupportedOperationException();
    }
  }
}
