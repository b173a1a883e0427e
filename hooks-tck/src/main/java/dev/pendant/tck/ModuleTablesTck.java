package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.nn.Conv2d;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Linear;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import dev.pendant.tools.ModuleSummary;
import dev.pendant.tools.ModuleTimer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tools of {@code dev.pendant.tools} that make tables, with numbers computed by hand. */
public abstract class ModuleTablesTck extends HookTckBase {

  private Tensor zeros(long... shape) {
    int count = 1;
    for (long extent : shape) {
      count *= (int) extent;
    }
    return Tensor.of(backend(), new float[count], shape);
  }

  // --- ModuleSummary --------------------------------------------------------------------------

  /** Two groups of 2 to 3 channels, stride 2; then 6 * 2 * 2 values to 5. */
  private Module network() {
    Map<String, Module> layers = new LinkedHashMap<>();
    Op.Conv2d grouped = new Op.Conv2d(Size.square(2), Padding.same(1), Size.ONE, 2);
    layers.put("conv", new Conv2d(zeros(6, 2, 3, 3), zeros(6), grouped));
    layers.put("relu", new ReLU());
    layers.put("flatten", new Flatten());
    layers.put("fc", new Linear(zeros(5, 24), zeros(5)));
    return new Sequential(layers);
  }

  @Test
  void shapesParametersAndMultiplyAddsAreThoseCountedByHand() {
    try (Module model = network()) {
      ModuleSummary summary = ModuleSummary.of(model, Tensors.of(zeros(2, 4, 4, 4)));

      assertThat(summary.parameters()).isEqualTo(108 + 6 + 120 + 5);
      // 2 pictures of 6 x 2 x 2 values, each a sum over 2 x 3 x 3; 2 rows of 5, each over 24.
      assertThat(summary.multiplyAdds()).isEqualTo(48 * 18 + 10 * 24);
      assertThat(summary.rows())
          .extracting(ModuleSummary.Row::multiplyAdds)
          .containsExactly(
              OptionalLong.empty(),
              OptionalLong.of(864),
              OptionalLong.empty(),
              OptionalLong.empty(),
              OptionalLong.of(240));
      assertThat(summary.notCounted())
          .containsExactly(Map.entry("Flatten", 1L), Map.entry("ReLU", 1L));
      assertThat(summary)
          .hasToString(
              """
              path     type        output        calls  parameters  multiply-adds
              (model)  Sequential  [2, 5]            1           -              -
              conv     Conv2d      [2, 6, 2, 2]      1         114            864
              relu     ReLU        [2, 6, 2, 2]      1           -              -
              flatten  Flatten     [2, 24]           1           -              -
              fc       Linear      [2, 5]            1         125            240
              parameters: 239
              multiply-adds: 1,104
              not counted: 1 Flatten, 1 ReLU
              """);
      assertThat(model.hooks()).isEmpty();
    }
  }

  /** Types as the nodes of ONNX files have; such modules may have several inputs. */
  private static final class Product extends Module {
    private final String type;
    private final boolean transposed;

    Product(String type, boolean transposed) {
      this.type = type;
      this.transposed = transposed;
    }

    @Override
    public String type() {
      return type;
    }

    @Override
    public Tensors forward(Tensors inputs) {
      Tensor a = inputs.get(0);
      return Tensors.of((transposed ? a.permute(1, 0) : a).matmul(inputs.get(1)));
    }
  }

  @Test
  void productsOfTwoComputedMatricesAreCountedFromTheirShapes() {
    Tensors matrices = Tensors.of(zeros(2, 3, 4), zeros(2, 4, 5));
    assertThat(ModuleSummary.of(new Product("MatMul", false), matrices).multiplyAdds())
        .isEqualTo(2 * 3 * 5 * 4);
    Tensors transposed = Tensors.of(zeros(4, 3), zeros(4, 5));
    assertThat(ModuleSummary.of(new Product("Gemm", true), transposed).multiplyAdds())
        .isEqualTo(3 * 5 * 4);
    assertThat(ModuleSummary.of(new Product("Attention", false), matrices).notCounted())
        .containsExactly(Map.entry("Attention", 1L));
  }

  @Test
  void aModuleCalledTwiceIsCountedTwiceAndItsParametersOnce() {
    try (Module linear = new Linear(zeros(3, 3), null)) {
      ModuleSummary summary =
          ModuleSummary.of(new Sequential(linear, linear), Tensors.of(zeros(1, 3)));
      assertThat(summary.rows()).extracting(ModuleSummary.Row::path).containsExactly("", "0");
      assertThat(summary.rows().get(1).calls()).isEqualTo(2);
      assertThat(summary.multiplyAdds()).isEqualTo(18);
      assertThat(summary.parameters()).isEqualTo(9);
    }
  }

  @Test
  void aSummaryOfACallThatFailsLeavesNoHooks() {
    Module model = new Sequential(new HookModules.Bad());
    assertThatThrownBy(() -> ModuleSummary.of(model, Tensors.of(constant(1))))
        .hasMessage("fwd failed");
    assertThat(model.hooks()).isEmpty();
  }

  // --- ModuleTimer ----------------------------------------------------------------------------

  /** A layer during whose call the clock goes on. */
  private static final class Slow extends Layer {
    private final AtomicLong clock;
    private final long nanos;

    Slow(AtomicLong clock, long nanos) {
      this.clock = clock;
      this.nanos = nanos;
    }

    @Override
    protected Tensor forward(Tensor x) {
      clock.addAndGet(nanos);
      return x;
    }
  }

  @Test
  void timeIsCountedWithAndWithoutWhatIsInside() {
    AtomicLong clock = new AtomicLong();
    Module inner = new Sequential(new Slow(clock, 3_000_000));
    Module model = new Sequential(inner, new Slow(clock, 5_000_000));
    inner.registerForwardHook(
        (module, inputs, outputs) -> {
          clock.addAndGet(2_000_000);
          return null;
        });
    try (ModuleTimer timer = ModuleTimer.of(model, clock::get)) {
      model.call(constant(1));
      model.call(constant(1));
      assertThat(timer.rows())
          .containsExactly(
              new ModuleTimer.Row("", "Sequential", 2, 20_000_000, 4_000_000),
              new ModuleTimer.Row("0", "Sequential", 2, 6_000_000, 0),
              new ModuleTimer.Row("0.0", "Slow", 2, 6_000_000, 6_000_000),
              new ModuleTimer.Row("1", "Slow", 2, 10_000_000, 10_000_000));
      assertThat(timer)
          .hasToString(
              """
              path     type        calls      ms  own ms  own %
              (model)  Sequential      2  20.000   4.000   20.0
              0        Sequential      2   6.000   0.000    0.0
              0.0      Slow            2   6.000   6.000   30.0
              1        Slow            2  10.000  10.000   50.0
              """);
    }
    model.removeHooks();
  }

  @Test
  void aCallThatFailsIsTimedAndTheNextOneIsRight() {
    AtomicLong clock = new AtomicLong();
    Module bad = new HookModules.Bad();
    Module model = new Sequential(new Slow(clock, 7), bad);
    try (ModuleTimer timer = ModuleTimer.of(model, clock::get)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> model.call(constant(1))).hasMessage("fwd failed");
      }
      assertThat(timer.rows())
          .containsExactly(
              new ModuleTimer.Row("", "Sequential", 2, 14, 0),
              new ModuleTimer.Row("0", "Slow", 2, 14, 14),
              new ModuleTimer.Row("1", "Bad", 2, 0, 0));
    }
    assertThat(model.hooks()).isEmpty();
  }

  @Test
  void threadsAreAddedUp() {
    Module model = new Sequential(new HookModules.Scale(2));
    try (ModuleTimer timer = ModuleTimer.of(model)) {
      List<CompletableFuture<Void>> threads =
          IntStream.range(0, 4)
              .mapToObj(
                  i ->
                      CompletableFuture.runAsync(
                          () -> {
                            for (int call = 0; call < 100; call++) {
                              try (Scope scope = Scope.open()) {
                                model.call(constant(1));
                              }
                            }
                          }))
              .toList();
      threads.forEach(CompletableFuture::join);
      ModuleTimer.Row whole = timer.rows().get(0);
      ModuleTimer.Row part = timer.rows().get(1);
      assertThat(List.of(whole.calls(), part.calls())).containsExactly(400L, 400L);
      assertThat(whole.nanos()).isEqualTo(whole.ownNanos() + part.nanos());
      assertThat(part.ownNanos()).isEqualTo(part.nanos()).isPositive();
    }
  }
}
