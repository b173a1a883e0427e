package dev.pendant.benchmarks;

import dev.pendant.Backends;
import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.Explainer;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.models.zoo.ResNet;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * A ResNet-50 with noise for weights, one picture of 224 x 224, and maps of it. Each invocation
 * makes one forward pass and each map once, in changing order; JMH's own score is the time of all,
 * the ratios to the forward pass are printed at the end of the fork.
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 10)
@Measurement(iterations = 80)
@SuppressWarnings("NullAway.Init") // JMH calls open() before any pass
public abstract class ResNetMaps {

  /** The backend, by id. */
  @Param("djl")
  public String backendId;

  private final Rounds rounds = new Rounds();
  private boolean warmingUp;
  private Backend backend;
  private Module model;
  private Tensor picture;

  /** Adds the maps. */
  abstract void addMaps();

  @Setup
  public void open() {
    backend = Backends.discover().open(backendId);
    model = ResNet.resNet50(1000).random(backend, 0);
    picture = new Noise(backend).tensor(1, 3, 224, 224);
    rounds.add("forward pass", this::forward);
    addMaps();
  }

  final void add(CamMethod method, String layer) {
    add(method.id() + " at " + layer, explainer(method, layer)::explain);
  }

  final void add(String name, Consumer<Tensor> map) {
    rounds.add(name, () -> map.accept(picture));
  }

  final Explainer explainer(CamMethod method, String layer) {
    return Explainer.of(model).method(method).layer(layer);
  }

  @Setup(Level.Iteration)
  public void forgetWarmUp(IterationParams iteration) {
    if (warmingUp) {
      rounds.clear();
    }
    warmingUp = iteration.getType() == IterationType.WARMUP;
  }

  /** One of each. */
  @Benchmark
  public void everyMap() {
    rounds.run();
  }

  private void forward() {
    try (Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad()) {
      model.call(picture);
    }
  }

  @TearDown
  public void close(BenchmarkParams benchmark) {
    System.out.println(rounds.report(benchmark.getBenchmark() + " on " + backend.version()));
    picture.close();
    model.close();
    backend.close();
  }
}
