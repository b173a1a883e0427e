package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.PassOption;
import dev.pendant.op.OperatorException;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A node with several outputs (sections 6, 8 and 9), and inference mode (19). */
public abstract class UnbindTck extends HookTckBase {

  @Test
  void unbindTakesATensorApartAlongAnAxis() {
    Tensor x = Tensor.of(backend(), new float[] {1, 2, 3, 4, 5, 6}, 2, 3).requireGrad();
    List<Tensor> columns = x.unbind(-1);
    assertThat(columns)
        .extracting(HookTckBase::value)
        .containsExactly(List.of(1.0, 4.0), List.of(2.0, 5.0), List.of(3.0, 6.0));
    Autograd.backward(columns.get(1).mul(vector(10, 100)).sum());
    assertThat(gradOrNull(x)).isEqualTo(List.of(0.0, 10.0, 0.0, 0.0, 100.0, 0.0));
    assertThatThrownBy(() -> x.unbind(2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void H_062_choice_hooksOnPartsThatNoGradientComesToAreNotCalled() {
    Tensor x = leafVector(1, 2, 3);
    List<Tensor> parts = x.unbind(0);
    parts.forEach(part -> part.registerHook(logs()));
    Autograd.backward(parts.get(0).mul(2));
    assertThat(log).containsExactly(2.0);
    assertThat(gradOrNull(x)).isEqualTo(List.of(2.0, 0.0, 0.0));
  }

  @Test
  void H_082_undefinedGradientsCountAsArrived() {
    Tensor x = leafVector(1, 2);
    List<Tensor> parts = x.unbind(0);
    Autograd.registerMultiGradHook(
        parts,
        gradients -> {
          log.add(gradients.get(0).item());
          log.add(gradients.isPresent(1));
        });
    Autograd.backward(parts.get(0).mul(2));
    assertThat(log).containsExactly(2.0, false);
  }

  @Test
  void H_096_aNodeWithSeveralOutputsRunsOnceWithEmptySlotsForUnusedOnes() {
    Tensor x = leafVector(1, 2, 3);
    List<Tensor> parts = x.unbind(0);
    assertThat(parts.get(1).node()).isSameAs(parts.get(0).node());
    Objects.requireNonNull(parts.get(0).node())
        .registerHook(
            (gradInputs, gradOutputs) -> {
              List<Object> arrived = new ArrayList<>();
              for (int i = 0; i < gradOutputs.size(); i++) {
                arrived.add(gradOutputs.isPresent(i) ? gradOutputs.get(i).item() : "empty");
              }
              log.add(arrived);
              log.add(value(gradInputs.single()));
              return null;
            });
    Autograd.backward(parts.get(0).mul(2));
    assertThat(log).containsExactly(List.of(2.0, "empty", "empty"), List.of(2.0, 0.0, 0.0));
  }

  @Test
  void aPassThroughUnbindCanItselfBeDifferentiated() {
    Tensor x = leafVector(2, 3);
    List<Tensor> parts = x.unbind(0);
    Tensor y = parts.get(0).mul(parts.get(0)).mul(parts.get(1));
    Tensor first =
        Autograd.grad(List.of(y), List.of(x), List.of(constant(1)), PassOption.CREATE_GRAPH)
            .single();
    assertThat(value(first)).isEqualTo(List.of(12.0, 4.0));
    Tensor second = Autograd.grad(first.sum(), List.of(x)).single();
    assertThat(value(second)).isEqualTo(List.of(10.0, 4.0));
  }

  @Test
  void whatInferenceModeMakesCannotGetOntoATape() {
    Tensor x = leaf(2);
    Tensor made;
    try (var inference = Autograd.inferenceMode()) {
      made = x.mul(3);
      assertThat(made.requiresGrad()).isFalse();
    }
    assertThatThrownBy(made::requireGrad)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("inference mode");
    assertThatThrownBy(() -> x.mul(made))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining("inference mode");
    assertThat(constant(2).mul(made).item()).isEqualTo(12);
  }
}
