package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.autograd.Autograd;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.LeGrad;
import dev.pendant.cam.method.UnsupportedTailException;
import dev.pendant.cam.target.Target;
import dev.pendant.hook.HookHandle;
import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.nn.Conv2d;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Linear;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** LeGrad on a transformer small enough to look into. */
abstract class LeGradCases extends OnBackend {

  private static final int WIDTH = 4;

  private Tensor sine(double step, long... shape) {
    int count = 1;
    for (long extent : shape) {
      count *= (int) extent;
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (0.8 * Math.sin(step * (i + 1)));
    }
    return tensor(values, shape);
  }

  private final class Block extends Layer {

    private final Module query = register("query", linear(0.7));
    private final Module key = register("key", linear(1.1));
    private final Module value = register("value", linear(1.7));
    private final List<Tensor> attention;

    Block(List<Tensor> attention) {
      this.attention = attention;
    }

    private Linear linear(double step) {
      return new Linear(sine(step, WIDTH, WIDTH), sine(step + 0.3, WIDTH));
    }

    @Override
    protected Tensor forward(Tensor x) {
      Tensor weights = query.call(x).matmul(key.call(x).permute(0, 2, 1)).softmax(2);
      attention.add(weights);
      return x.add(weights.matmul(value.call(x)));
    }
  }

  /** Patches of one pixel, a class token of zeros before them, two blocks, the class token read. */
  private final class Transformer extends Layer {

    private final List<Tensor> attention = new ArrayList<>();
    private final Module patches =
        register(
            "patches",
            new Conv2d(
                sine(0.9, WIDTH, 1, 1, 1),
                null,
                new Op.Conv2d(Size.ONE, Padding.NONE, Size.ONE, 1)));
    private final Module blocks =
        register("blocks", new Sequential(new Block(attention), new Block(attention)));
    private final Module head = register("head", new Linear(sine(1.3, 3, WIDTH), sine(0.2, 3)));

    @Override
    protected Tensor forward(Tensor x) {
      Tensor sequence = patches.call(x).reshape(x.shape().get(0), WIDTH, 4).permute(0, 2, 1);
      Tensor start = sequence.slice(1, 0, 1).mul(0);
      return read(blocks.call(Operators.apply(new Op.Concat(1), start, sequence)));
    }

    Tensor read(Tensor sequence) {
      return head.call(sequence.slice(1, 0, 1).reshape(-1, WIDTH));
    }
  }

  /** The formula, with autograd over tensors that the blocks hand out. */
  private double[] expected(Transformer model, Tensor input, UnaryOperator<Tensor> scores) {
    double[] perKey = new double[5];
    List<Tensor> outputs = new ArrayList<>();
    List<HookHandle> hooks =
        model.find("blocks").children().values().stream()
            .map(block -> block.registerForwardHook((module, in, out) -> note(outputs, out)))
            .toList();
    try (HookHandle all = HookHandle.all(hooks)) {
      model.attention.clear();
      model.call(input.requireGrad());
      for (int block = 0; block < 2; block++) {
        Tensor score = scores.apply(outputs.get(block)).slice(1, 1, 2).sum();
        Tensor weights = model.attention.get(block);
        double[] gradient = Autograd.grad(score, List.of(weights)).get(0).toDoubleArray();
        for (int i = 0; i < 25; i++) {
          perKey[i % 5] += Math.max(0, gradient[i]) / 5 / 2;
        }
      }
    }
    input.requireGrad(false);
    return perKey;
  }

  private static @org.jspecify.annotations.Nullable Tensors note(
      List<Tensor> outputs, Tensors out) {
    outputs.add(out.single());
    return null;
  }

  @Test
  void theMapIsThePapersFormula() {
    Transformer model = dying(new Transformer());
    assertMap(new LeGrad(), model, tokens -> model.head.call(tokens.mean(1)));
  }

  @Test
  void whatTheModelPoolsCanBeScored() {
    Transformer model = dying(new Transformer());
    assertMap(LeGrad.ofPooledTokens(), model, model::read);
  }

  private void assertMap(LeGrad method, Transformer model, UnaryOperator<Tensor> scores) {
    Tensor input = sine(0.6, 1, 1, 2, 2);
    double[] expected = expected(model, input, scores);

    Explanation why =
        Explainer.of(model).method(method).explain(input, Target.classIndex(1)).get(0);

    assertThat(why.raw().max()).isPositive();
    for (int p = 0; p < 4; p++) {
      assertThat((double) why.raw().values()[p]).isCloseTo(expected[p + 1], within(1e-6));
    }
    assertThat(model.hooks()).isEmpty();
  }

  /** {@code goldens/legrad.json}: the mean over tokens, also torch-cam's, and the class token. */
  @TestFactory
  Stream<DynamicTest> theMapsOfAVisionTransformerAreThoseOfPyTorch() {
    return Stream.of(
        goldenTest("mean_of_tokens", Preset.PENDANT.method("legrad")),
        goldenTest("mean_of_tokens", Preset.TORCH_CAM.method("legrad")),
        goldenTest("class_token", LeGrad.ofPooledTokens()));
  }

  private DynamicTest goldenTest(String name, CamMethod method) {
    return DynamicTest.dynamicTest(
        name, () -> assertGolden(GoldenJson.read("legrad"), name, method));
  }

  private void assertGolden(GoldenJson golden, String name, CamMethod method) {
    Module vit = dying(OnnxModels.load(GoldenTensors.FOLDER.resolve("vit_slim.onnx"), backend()));
    Tensor input = GoldenTensors.of("vit_slim").tensor(backend(), "input");

    List<Explanation> whys = Explainer.of(vit).method(method).explain(input);

    float[] expected = golden.floats(name);
    for (Explanation why : whys) {
      float[] map = why.raw().values();
      float[] ofSample =
          Arrays.copyOfRange(expected, why.sample() * map.length, (why.sample() + 1) * map.length);
      assertThat(map).containsExactly(ofSample, within(1e-6f));
    }
  }

  @Test
  void aModelWithoutAttentionIsRefused() {
    Explainer explainer = Explainer.of(dying(ToyGolden.model(backend()))).method(new LeGrad());
    Tensor input = ToyGolden.input(backend());

    assertThatThrownBy(() -> explainer.explain(input))
        .isInstanceOf(UnsupportedTailException.class)
        .hasMessageContaining("legrad needs a transformer");
  }
}
