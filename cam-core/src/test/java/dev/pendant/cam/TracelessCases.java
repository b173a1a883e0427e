package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every method leaves the model, and whoever asks, as they were; and neither's state matters. */
abstract class TracelessCases extends EveryMethodBase {

  /** Where an activation follows. */
  private static float[] map(Module model, String id, Tensor input) {
    return explainer(model, id, "conv2").explain(input, TARGET).get(1).raw().values();
  }

  private float[] map(Module model, String id) {
    return map(model, id, inputFor(id));
  }

  @TestFactory
  Stream<DynamicTest> gradModeAndParametersThatRequireGradientsDoNotMatter() {
    return each(
        Methods.ids(),
        id -> {
          Module model = modelFor(id);
          float[] plain = map(model, id);
          model.namedParameters().values().forEach(Tensor::requireGrad);

          assertThat(map(model, id)).containsExactly(plain, within(1e-6f));
          try (GradMode.Guard off = Autograd.noGrad()) {
            assertThat(map(model, id)).containsExactly(plain, within(1e-6f));
            assertThat(GradMode.isEnabled()).isFalse();
          }
          assertThat(model.namedParameters().values())
              .allSatisfy(parameter -> assertThat(parameter.grad()).isNull())
              .allMatch(Tensor::requiresGrad);
          assertThat(model.hooks()).isEmpty();
        });
  }

  /**
   * The last module of the network fails from the n-th time on that it is called. A single failure
   * may be taken for the refusal of a batch of copies, and be made good.
   */
  @TestFactory
  Stream<DynamicTest> anExceptionAtAnyCallLeavesNothingBehind() {
    return each(
        Methods.ids(),
        id -> {
          Module model = modelFor(id);
          Tensor input = inputFor(id);
          float[] plain = map(model, id, input);
          long live = backend().liveArrays();
          for (int failing = 1; failing <= 3; failing++) {
            AtomicInteger left = new AtomicInteger(failing);
            try (HookHandle hook =
                model
                    .find(lastOf(id))
                    .registerForwardHook(
                        (m, in, out) -> {
                          if (left.decrementAndGet() <= 0) {
                            throw new IllegalStateException("mine");
                          }
                          return null;
                        })) {
              Throwable thrown = catchThrowable(() -> map(model, id, input));
              assertThat(thrown == null).as("call %d", failing).isEqualTo(left.get() > 0);
              assertThat(model.hooks()).hasSize(1);
            }
            assertThat(GradMode.isEnabled()).isTrue();
            assertThat(backend().liveArrays()).as("call %d", failing).isEqualTo(live);
          }
          assertThat(map(model, id, input)).containsExactly(plain);
        });
  }

  @TestFactory
  Stream<DynamicTest> parametersAndHooksStayAsTheyWere() {
    return each(
        Methods.ids(),
        id -> {
          Module model = modelFor(id);
          Map<String, float[]> before = new LinkedHashMap<>();
          model.namedParameters().forEach((path, one) -> before.put(path, one.toFloatArray()));
          try (HookHandle own = model.registerForwardHook((m, in, out) -> null)) {
            map(model, id);
            assertThat(model.hooks()).hasSize(1);
          }
          assertThat(before).isNotEmpty();
          model
              .namedParameters()
              .forEach(
                  (path, one) -> {
                    assertThat(one.toFloatArray()).as(path).containsExactly(before.get(path));
                    assertThat(one.requiresGrad()).as(path).isFalse();
                  });
        });
  }

  /** The same on the way back, for methods that go there. */
  @TestFactory
  Stream<DynamicTest> anExceptionOnTheWayBackLeavesNothingBehind() {
    return each(
        Methods.ids(),
        id -> {
          Module model = modelFor(id);
          Tensor input = inputFor(id);
          AtomicInteger left = new AtomicInteger();
          try (HookHandle hook =
              model
                  .find(lastOf(id))
                  .registerBackwardHook(
                      (m, in, out) -> {
                        if (left.decrementAndGet() == 0) {
                          throw new IllegalStateException("mine");
                        }
                        return null;
                      })) {
            float[] plain = map(model, id, input);
            long live = backend().liveArrays();
            for (int failing = 1; failing <= 2; failing++) {
              left.set(failing);
              Throwable thrown = catchThrowable(() -> map(model, id, input));
              assertThat(thrown == null).as("call %d", failing).isEqualTo(left.get() > 0);
              assertThat(model.hooks()).hasSize(1);
              assertThat(GradMode.isEnabled()).isTrue();
              assertThat(backend().liveArrays()).as("call %d", failing).isEqualTo(live);
            }
            left.set(0);
            assertThat(map(model, id, input)).containsExactly(plain);
          }
        });
  }

  private static String lastOf(String id) {
    return id.equals(OF_ATTENTION) ? "heads.head" : "fc";
  }

  private static final class InPlaceReLU extends Layer {
    @Override
    protected Tensor forward(Tensor x) {
      return x.assign(x.relu());
    }
  }

  /** Every ReLU of the network overwrites what the convolution before it returned. */
  @TestFactory
  Stream<DynamicTest> activationsInPlaceChangeNothing() {
    Set<String> ids = Methods.ids();
    ids.remove(OF_ATTENTION);
    return each(ids, this::assertInPlace);
  }

  private void assertInPlace(String id) {
    Module plain = modelFor(id);
    Map<String, Module> layers = new LinkedHashMap<>();
    plain
        .children()
        .forEach(
            (name, child) -> layers.put(name, name.startsWith("relu") ? new InPlaceReLU() : child));

    float[] inPlace = map(new Sequential(layers), id);

    assertThat(inPlace).containsExactly(map(plain, id));
  }
}
