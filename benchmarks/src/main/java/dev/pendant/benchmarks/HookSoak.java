package dev.pendant.benchmarks;

import dev.pendant.Backends;
import dev.pendant.nn.Module;
import dev.pendant.nn.Selection;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Ten thousand forward and backward passes with hooks of every kind on every module; afterwards as
 * many arrays must be open as after the first hundred.
 *
 * <p>Arguments: {@code djl} or {@code nd4j}, and perhaps how many passes. README.md has the
 * command.
 */
public final class HookSoak {

  private final Module model;
  private final Tensor picture;
  private final AtomicLong hooksRun = new AtomicLong();

  private HookSoak(Backend backend) {
    Noise noise = new Noise(backend);
    model = SmallNet.of(noise);
    picture = noise.tensor(1, 3, 32, 32).requireGrad();
    Selection all = model.select("**");
    all.registerForwardPreHook((module, inputs) -> seen());
    all.registerForwardHook((module, inputs, outputs) -> seen());
    all.registerBackwardPreHook((module, gradOutputs) -> seen());
    all.registerBackwardHook((module, gradInputs, gradOutputs) -> seen());
    // And some that make tensors of their own.
    model.select("conv?").registerForwardHook((m, in, out) -> out.with(0, out.single().mul(0.5)));
    model.select("relu?").registerBackwardHook((m, in, out) -> in.with(0, in.get(0).mul(2)));
    model.namedParameters().values().forEach(weight -> weight.registerHook(Tensor::neg));
  }

  private <T> @Nullable T seen() {
    hooksRun.incrementAndGet();
    return null;
  }

  private void pass() {
    try (Scope scope = Scope.open()) {
      model.call(picture).sum().backward();
    }
    picture.clearGrad();
    model.namedParameters().values().forEach(Tensor::clearGrad);
  }

  public static void main(String[] args) throws IOException {
    int passes = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
    try (Backend backend = Backends.discover().open(args[0])) {
      HookSoak soak = new HookSoak(backend);
      new Soak(backend, 100, passes).run("forward and backward with hooks", soak::pass);
      System.out.printf("%,d calls of observing hooks%n", soak.hooksRun.get());
    }
  }
}
