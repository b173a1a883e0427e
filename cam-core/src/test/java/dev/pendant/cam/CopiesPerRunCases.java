package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.attribution.Attribution;
import dev.pendant.cam.attribution.AttributionMethod;
import dev.pendant.cam.attribution.NoisyGradients;
import dev.pendant.cam.attribution.Occlusion;
import dev.pendant.cam.attribution.SmoothGrad;
import dev.pendant.cam.method.MemoryBudget;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.Module;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Copies of a batch are run side by side only by models that keep them apart. */
abstract class CopiesPerRunCases extends OnBackend {

  private static final MemoryBudget ONE = new MemoryBudget(1);

  /** A linear layer, its scores changed, and how many samples each of its runs had. */
  private final class Scored extends Module {

    private final UnaryOperator<Tensors> after;
    private final Module fc;
    private final List<Long> batches = new ArrayList<>();

    Scored(int classes, UnaryOperator<Tensors> after) {
      this.after = after;
      float[] weight = ToyGolden.sine(4 * classes, 0.5, 0.7, 0.1);
      this.fc = register("fc", Nets.linear(backend(), weight, new float[classes]));
      dying(this);
    }

    @Override
    public Tensors forward(Tensors in) {
      batches.add(in.get(0).shape().get(0));
      return after.apply(in.with(0, fc.call(in.get(0).reshape(-1, 4))));
    }
  }

  private Scored scored(int classes, UnaryOperator<Tensor> after) {
    return new Scored(classes, in -> Tensors.of(after.apply(in.get(0))));
  }

  private Attribution attribute(Module model, MemoryBudget budget, AttributionMethod method) {
    Tensors inputs = Tensors.of(picture());
    return attribute(model, budget, method, inputs);
  }

  private static Attribution attribute(
      Module model, MemoryBudget budget, AttributionMethod method, Tensors inputs) {
    return Explainer.of(model)
        .memory(budget)
        .attribute(method, inputs, Target.classIndex(0))
        .get(0);
  }

  private Tensor picture() {
    return tensor(new float[] {0.3f, -1.2f, 0.7f, 2}, 1, 1, 4);
  }

  /** What each mixes in is another thing that a batch of copies changes. */
  @TestFactory
  Stream<DynamicTest> aModelThatMixesItsSamplesIsRunOneCopyAtATime() {
    return Stream.<UnaryOperator<Tensor>>of(
            scores -> scores.add(sum(scores)),
            scores -> scores.sub(mean(scores)),
            scores -> scores.sub(scores.slice(0, 0, 1).mul(0.5)),
            scores -> scores.mul(Operators.apply(new Op.Softmax(0), scores)))
        .map(
            mixing ->
                DynamicTest.dynamicTest(
                    "another way to mix",
                    () -> {
                      Scored model = scored(3, mixing);
                      double[] wide =
                          attribute(model, MemoryBudget.DEFAULT, new Occlusion(1, 1, 0))
                              .values()
                              .sample(0);

                      assertThat(Collections.frequency(model.batches, 1L)).isEqualTo(1 + 1 + 4);
                      assertThat(attribute(model, ONE, new Occlusion(1, 1, 0)).values().sample(0))
                          .containsExactly(wide);
                    }));
  }

  private static Tensor sum(Tensor scores) {
    return Operators.apply(new Op.Sum(List.of(0), true), scores);
  }

  private static Tensor mean(Tensor scores) {
    return Operators.apply(new Op.Mean(List.of(0), true), scores);
  }

  @Test
  void theTrialsAreTwoRuns() {
    Scored model = scored(3, scores -> scores);

    attribute(model, MemoryBudget.DEFAULT, new Occlusion(1, 1, 0));

    assertThat(model.batches).containsExactly(1L, 1L, 2L, 4L);
  }

  @Test
  void scoresThatAreNotNumbersAreTheSameIfAllAreNot() {
    Scored model =
        scored(3, scores -> scores.mul(tensor(new float[] {1, Float.NaN, 1 / 0f}, 1, 3)));

    attribute(model, MemoryBudget.DEFAULT, new Occlusion(1, 1, 0));

    assertThat(model.batches).containsExactly(1L, 1L, 2L, 4L);
  }

  /** A few classes and as many as there are copies, so that rows may be taken for classes. */
  @TestFactory
  Stream<DynamicTest> aFixedInputOfOneValueIsThatOfEveryCopy() {
    return IntStream.of(1, 2, 3, 25)
        .mapToObj(
            classes ->
                DynamicTest.dynamicTest(
                    classes + " classes",
                    () -> {
                      Scored model =
                          new Scored(classes, in -> Tensors.of(in.get(0).mul(in.get(1))));
                      Tensors inputs = Tensors.of(picture(), tensor(new float[] {1.7f}, 1));
                      AttributionMethod method = new SmoothGrad(NoisyGradients.DEFAULT);

                      double[] found =
                          attribute(model, MemoryBudget.DEFAULT, method, inputs).values().sample(0);

                      float[] weight = model.fc.parameter("weight").toFloatArray();
                      double[] expected =
                          IntStream.range(0, 4).mapToDouble(i -> 1.7f * weight[i]).toArray();
                      assertThat(found).containsExactly(expected, within(1e-6));
                    }));
  }

  /** Two copies of a picture fit, and there are two classes. */
  @Test
  void whereOnlyCountsFitThatSomeAxisHasNoMoreThanWereTriedAreRun() {
    Scored model = scored(2, scores -> scores);
    long each = 2 * 2 * Float.BYTES + 2 * 4 * Float.BYTES;

    attribute(model, new MemoryBudget(2 * each), new Occlusion(1, 1, 0));

    assertThat(model.batches).containsExactly(1L, 1L, 2L, 2L, 2L);
  }

  @TestFactory
  Stream<DynamicTest> aModelThatRefusesAnotherBatchByAnyExceptionIsRunOneCopyAtATime() {
    return Stream.of(
            new IllegalStateException("made for a batch of 1"),
            new IndexOutOfBoundsException("1"),
            new ArithmeticException("made for a batch of 1"))
        .map(
            refusal ->
                DynamicTest.dynamicTest(
                    refusal.getClass().getSimpleName(),
                    () -> {
                      Scored model =
                          scored(
                              3,
                              scores -> {
                                if (scores.shape().get(0) > 1) {
                                  throw refusal;
                                }
                                return scores;
                              });

                      double[] found =
                          attribute(model, MemoryBudget.DEFAULT, new Occlusion(1, 1, 0))
                              .values()
                              .sample(0);

                      assertThat(attribute(model, ONE, new Occlusion(1, 1, 0)).values().sample(0))
                          .containsExactly(found);
                    }));
  }
}
