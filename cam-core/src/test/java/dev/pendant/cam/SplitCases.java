package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Identity;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Module;
import dev.pendant.nn.ModuleNotFoundException;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

abstract class SplitCases extends OnBackend {

  private SplitRun run(Module model, String layer) {
    return Split.at(model, layer).run(Tensors.of(Nets.picture(backend())));
  }

  private Tensor ones(Tensor like) {
    return Tensor.full(backend(), like.spec(), 1);
  }

  private static Tensor convWeight(Module model) {
    return Objects.requireNonNull(model.find("conv").parameters().get("weight"));
  }

  @Test
  void theHeadIsNotRecordedAndTheTailExactlyOnce() {
    run(dying(Nets.pooled(backend())), "relu");

    assertThat(backend().recorded()).containsExactly("AdaptiveAvgPool2d", "Reshape", "Linear");
    assertThat(backend().evaluated())
        .containsExactly("Conv2d", "Relu", "AdaptiveAvgPool2d", "Reshape", "Linear");
  }

  @Test
  void theHeadIsNotRecordedWhereItsParametersRequireGradientsEither() {
    Sequential model = dying(Nets.pooled(backend()));
    model.namedParameters().values().forEach(Tensor::requireGrad);

    run(model, "relu");

    assertThat(backend().recorded()).containsExactly("AdaptiveAvgPool2d", "Reshape", "Linear");
  }

  @Test
  void theTailIsRecordedWhereTheCallerHasSwitchedGradModeOff() {
    try (GradMode.Guard off = Autograd.noGrad()) {
      SplitRun run = run(dying(Nets.pooled(backend())), "pool");

      assertThat(run.outputs().single().requiresGrad()).isTrue();
      assertThat(GradMode.isEnabled()).isFalse();
    }
  }

  @Test
  void activationAndGradientAreThoseOfTheLayersOutput() {
    SplitRun run = run(dying(Nets.pooled(backend())), "conv");
    Tensor scores = run.outputs().single();

    assertThat(run.activation().toFloatArray()).containsExactly(1, -2, 3, -4, -1, 2, -3, 4);
    assertThat(run.activation().requiresGrad()).isFalse();
    assertThat(run.gradient(scores, tensor(new float[] {1, 0}, 1, 2)).toFloatArray())
        .containsExactly(0.25f, 0, 0.25f, 0, 0, -0.5f, 0, -0.5f);
    assertThat(run.gradient(scores, tensor(new float[] {0, 1}, 1, 2)).toFloatArray())
        .containsExactly(0.125f, 0, 0.125f, 0, 0, 0.25f, 0, 0.25f);
  }

  @Test
  void scoresAreThoseOfAPlainCall() {
    Sequential model = dying(Nets.pooled(backend()));

    assertThat(run(model, "conv").outputs().single().toFloatArray()).containsExactly(-2, 2.25f);
    assertThat(model.call(Nets.picture(backend())).toFloatArray()).containsExactly(-2, 2.25f);
  }

  @Test
  void theModelIsWholeAgainAfterwards() {
    Sequential model = dying(Nets.pooled(backend()));
    Tensor weight = convWeight(model).requireGrad();
    run(model, "relu");

    Autograd.backward(model.call(Nets.picture(backend())).slice(1, 1, 2));

    assertThat(weight.grad()).isNotNull(); // a hook left behind would have cut the model here
  }

  @Test
  void ofAModuleCalledTwiceTheLastCallCounts() {
    ReLU relu = new ReLU();
    Module twice =
        new Layer() {
          {
            register("relu", relu);
          }

          @Override
          protected Tensor forward(Tensor x) {
            return relu.call(relu.call(x).mul(2)).mul(3).sum();
          }
        };

    SplitRun run = run(twice, "relu");

    assertThat(run.activation().toFloatArray()).containsExactly(2, 0, 6, 0);
    Tensor gradient = run.gradient(run.outputs().single(), ones(run.outputs().single()));
    assertThat(gradient.toFloatArray()).containsExactly(3, 3, 3, 3);
  }

  @Test
  void aValueOfTheHeadUsedInTheTailIsAConstant() {
    ReLU relu = new ReLU();
    Module residual =
        new Layer() {
          {
            register("relu", relu);
          }

          @Override
          protected Tensor forward(Tensor x) {
            return relu.call(x).mul(x).sum();
          }
        };

    SplitRun run = run(residual, "relu");

    Tensor gradient = run.gradient(run.outputs().single(), ones(run.outputs().single()));
    assertThat(gradient.toFloatArray()).containsExactly(Nets.PICTURE);
  }

  @Test
  void hooksAlreadyOnTheLayerAreSeen() {
    Sequential model = dying(Nets.pooled(backend()));
    try (HookHandle user =
        model.find("relu").registerForwardHook((m, in, out) -> Tensors.of(out.single().mul(2)))) {
      assertThat(run(model, "relu").activation().toFloatArray())
          .containsExactly(2, 0, 6, 0, 0, 4, 0, 8);
    }
  }

  @Test
  void anExceptionLeavesHooksAndGradModeAsTheyWere() {
    Sequential model = dying(Nets.pooled(backend()));
    Tensor weight = convWeight(model).requireGrad();
    try (HookHandle failing =
        model
            .find("pool")
            .registerForwardHook(
                (m, in, out) -> {
                  throw new IllegalStateException("mine");
                })) {
      assertThatThrownBy(() -> run(model, "relu")).hasMessage("mine");
    }

    assertThat(GradMode.isEnabled()).isTrue();
    Autograd.backward(model.call(Nets.picture(backend())).slice(1, 1, 2));
    assertThat(weight.grad()).isNotNull();
  }

  @Test
  void anUnknownLayerIsRefusedWithTheNearestPaths() {
    assertThatThrownBy(() -> run(dying(Nets.pooled(backend())), "rellu"))
        .isInstanceOf(ModuleNotFoundException.class)
        .hasMessageContaining("relu");
  }

  @Test
  void aLayerThatIsNotCalledIsRefused() {
    Module model =
        new Layer() {
          {
            register("idle", new Identity());
          }

          @Override
          protected Tensor forward(Tensor x) {
            return x;
          }
        };

    assertThatThrownBy(() -> run(model, "idle"))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("'idle' (Identity) was not called");
  }

  @Test
  void aLayerThatReturnsSeveralTensorsIsRefused() {
    Module pair =
        new Module() {
          @Override
          public Tensors forward(Tensors inputs) {
            return Tensors.ofSlots(List.<@Nullable Tensor>of(inputs.single(), inputs.single()));
          }
        };

    assertThatThrownBy(() -> run(pair, ""))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("must return one floating tensor");
  }

  @Test
  void scoresThatDoNotDependOnTheLayerAreSaidToBeSo() {
    Module detaching =
        new Sequential(
            new ReLU(),
            new Layer() {
              @Override
              protected Tensor forward(Tensor x) {
                return x.detach().sum();
              }
            });
    SplitRun run = run(detaching, "0");
    Tensor output = run.outputs().single();

    assertThatThrownBy(() -> run.gradient(output, ones(output)))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("no gradient flows from the scores back to layer '0'");
  }
}
