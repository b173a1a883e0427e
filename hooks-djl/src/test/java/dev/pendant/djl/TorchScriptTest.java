package dev.pendant.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import dev.pendant.PendantException;
import dev.pendant.autograd.Autograd;
import dev.pendant.hook.BackwardHook;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A TorchScript model with batch normalisation and dropout, saved in training mode. */
class TorchScriptTest {

  private static final long[] SHAPE = {1, 2, 4, 4};

  private final DjlBackend backend = (DjlBackend) new DjlProvider().open();
  private final Model model = Model.newInstance("script", "PyTorch");
  private final Scope scope = Scope.open();

  @AfterEach
  void close() {
    scope.close();
    model.close();
    backend.close();
  }

  private Block load(Map<String, ?> options) throws Exception {
    Path file = Path.of(TorchScriptTest.class.getResource("script.pt").toURI());
    model.load(file.getParent(), "script", options);
    return model.getBlock();
  }

  /** As gradients need it. */
  private Block loadFrozen() throws Exception {
    Block block = load(Map.of("trainParam", "true"));
    block.freezeParameters(true);
    return block;
  }

  private Tensor picture(float[] values) {
    return Tensor.of(backend, values, SHAPE);
  }

  private float[] natively(Block block, float[] values) {
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDArray x = manager.create(values, new Shape(SHAPE));
      return block
          .forward(new ParameterStore(manager, false), new NDList(x), false)
          .singletonOrThrow()
          .toFloatArray();
    }
  }

  @Test
  void isOneModuleWithInputGradients() throws Exception {
    Block block = loadFrozen();
    float[] values = WrappedBlock.noise(SHAPE);
    try (Module module = DjlModules.wrap(model, backend)) {
      List<String> fired = new ArrayList<>();
      module.registerBackwardHook(BackwardHook.observing((m, in, out) -> fired.add(m.type())));
      Tensor x = picture(values).requireGrad();
      Tensor y = module.call(x);
      assertThat(y.toFloatArray()).containsExactly(natively(block, values));

      float[] gradient = Autograd.grad(y.sum(), List.of(x)).get(0).toFloatArray();
      assertThat(fired).containsExactly("PtSymbolBlock");
      for (int i = 0; i < values.length; i++) {
        assertThat(gradient[i]).isEqualTo(slope(block, values, i), within(2e-3f));
      }
      assertThat(natively(block, values)).containsExactly(y.toFloatArray());
    }
  }

  /** The central difference of the output's sum. */
  private float slope(Block block, float[] values, int at) {
    float step = 1e-2f;
    float[] moved = values.clone();
    moved[at] += step;
    double up = sum(natively(block, moved));
    moved[at] -= 2 * step;
    return (float) ((up - sum(natively(block, moved))) / (2 * step));
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  @Test
  void saysWhyNothingInsideCanBeHooked() throws Exception {
    load(Map.of());
    try (Module module = DjlModules.wrap(model, backend)) {
      assertThat(module.children()).isEmpty();
      assertThatThrownBy(() -> module.find("1"))
          .hasMessageContaining("is a TorchScript model")
          .hasMessageContaining("export the network to ONNX");
    }
  }

  @Test
  void asDjlLoadsItByDefaultItRunsAndSaysHowToGetGradients() throws Exception {
    Block block = load(Map.of());
    float[] values = WrappedBlock.noise(SHAPE);
    try (Module module = DjlModules.wrap(model, backend)) {
      assertThat(module.call(picture(values)).toFloatArray())
          .containsExactly(natively(block, values));
      assertThatThrownBy(() -> module.call(picture(values).requireGrad()))
          .isInstanceOf(PendantException.class)
          .hasMessageContaining("for inference only")
          .hasMessageContaining("trainParam=true");
    }
  }

  @Test
  void parametersInTrainingAreNotDisturbed() throws Exception {
    Block block = load(Map.of("trainParam", "true"));
    float[] values = WrappedBlock.noise(SHAPE);
    try (Module module = DjlModules.wrap(model, backend)) {
      assertThat(module.call(picture(values)).toFloatArray())
          .containsExactly(natively(block, values));
      Tensor x = picture(values).requireGrad();
      assertThatThrownBy(() -> module.call(x))
          .isInstanceOf(PendantException.class)
          .hasMessageContaining("parameters are being trained")
          .hasMessageContaining("freezeParameters(true)");
      block.freezeParameters(true);
      assertThat(module.call(x).requiresGrad()).isTrue();
    }
  }

  @Test
  void insideAnOpaqueBlockItIsRefusedRatherThanGivenNoGradient() throws Exception {
    float[] values = WrappedBlock.noise(SHAPE);
    Block block = loadFrozen();
    try (Module module = DjlModules.wrap(new Around("script", block), backend);
        Module open = DjlModules.wrap(new SequentialBlock().add(block), backend)) {
      assertThat(module.call(picture(values)).toFloatArray())
          .containsExactly(natively(block, values));
      assertThatThrownBy(() -> module.call(picture(values).requireGrad()))
          .isInstanceOf(PendantException.class)
          .hasMessageContaining("holds a TorchScript model")
          .hasMessageContaining("SequentialBlock");
      Tensor x = picture(values).requireGrad();
      open.call(x).sum().backward();
      assertThat(x.grad()).isNotNull();
    }
  }
}
