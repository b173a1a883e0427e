package dev.pendant.benchmarks;

import dev.pendant.Backends;
import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.models.zoo.ResNet;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
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
 * What a no-op hook on every module of a ResNet-50 with noise for weights costs, as part of a pass
 * over one picture of 224 x 224. Each invocation runs the pass once without and once with hooks;
 * JMH's own score is the time of both, the ratio is printed at the end of the fork.
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 20)
@Measurement(iterations = 100)
@SuppressWarnings("NullAway.Init") // JMH calls open() before any pass
public class HookOverhead {

  /** The backend, by id. */
  @Param("djl")
  public String backendId;

  private final Pairs pairs = new Pairs();
  private boolean warmingUp;
  private Backend backend;
  private Module model;
  private Tensor picture;

  @Setup
  public void open() {
    backend = Backends.discover().open(backendId);
    model = ResNet.resNet50(1000).random(backend, 0);
    model.namedParameters().values().forEach(Tensor::requireGrad);
    picture = new Noise(backend).tensor(1, 3, 224, 224).requireGrad();
  }

  @Setup(Level.Iteration)
  public void forgetWarmUp(IterationParams iteration) {
    if (warmingUp) {
      pairs.clear();
    }
    warmingUp = iteration.getType() == IterationType.WARMUP;
  }

  /** Inference; a forward hook on every module. */
  @Benchmark
  public void forward() {
    pairs.run(this::inference, () -> model.select("**").registerForwardHook((m, in, out) -> null));
  }

  /** Gradients of the picture and of all parameters; a backward hook on every module. */
  @Benchmark
  public void forwardAndBackward() {
    pairs.run(this::training, () -> model.select("**").registerBackwardHook((m, in, out) -> null));
  }

  private void inference() {
    try (Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad()) {
      model.call(picture);
    }
  }

  private void training() {
    try (Scope scope = Scope.open()) {
      model.call(picture).sum().backward();
    }
    picture.clearGrad();
    model.namedParameters().values().forEach(Tensor::clearGrad);
  }

  @TearDown
  public void close(BenchmarkParams benchmark) {
    System.out.println(pairs.report(benchmark.getBenchmark() + " on " + backend.version()));
    picture.close();
    model.close();
    backend.close();
  }
}
