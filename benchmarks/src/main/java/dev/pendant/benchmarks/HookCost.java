package dev.pendant.benchmarks;

import dev.pendant.Backends;
import dev.pendant.nn.Identity;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one call of one module costs by itself, without and with a no-op hook on it: forward and
 * backward through a hundred modules that do nothing, so that all time is ours.
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(HookCost.MODULES)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls open() before any pass
public class HookCost {

  static final int MODULES = 100;

  /** Which no-op hook hangs on each module. */
  public enum Hook {
    NONE,
    FORWARD_PRE,
    FORWARD,
    BACKWARD_PRE,
    BACKWARD
  }

  /** The hook. */
  @Param public Hook hook;

  private Backend backend;
  private Module chain;
  private Tensor leaf;

  @Setup
  public void open() {
    backend = Backends.discover().open("djl");
    chain = new Sequential(Stream.generate(Identity::new).limit(MODULES).toArray(Module[]::new));
    leaf = Tensor.scalar(backend, 1).requireGrad();
    chain.children().values().forEach(this::register);
  }

  private void register(Module module) {
    switch (hook) {
      case NONE -> {}
      case FORWARD_PRE -> module.registerForwardPreHook((m, in) -> null);
      case FORWARD -> module.registerForwardHook((m, in, out) -> null);
      case BACKWARD_PRE -> module.registerBackwardPreHook((m, out) -> null);
      case BACKWARD -> module.registerBackwardHook((m, in, out) -> null);
    }
  }

  @Benchmark
  public void forwardAndBackward() {
    try (Scope scope = Scope.open()) {
      chain.call(leaf).backward();
    }
    leaf.clearGrad();
  }

  @TearDown
  public void close() {
    leaf.close();
    backend.close();
  }
}
