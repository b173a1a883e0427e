package dev.pendant.benchmarks;

import dev.pendant.Backends;
import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.Explainer;
import dev.pendant.cam.method.AblationCam;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.EigenCam;
import dev.pendant.cam.method.GradCam;
import dev.pendant.cam.method.GradCamPlusPlus;
import dev.pendant.cam.method.HiResCam;
import dev.pendant.cam.method.LayerCam;
import dev.pendant.cam.method.XGradCam;
import dev.pendant.cam.target.Target;
import dev.pendant.models.zoo.ResNet;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.List;
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
 * What a map costs in plain forward passes: a ResNet-50 with noise for weights, one picture of 224
 * x 224, the last stage. Each invocation makes one forward pass and each map once, in changing
 * order; JMH's own score is the time of all, the ratios are printed at the end of the fork.
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 10)
@Measurement(iterations = 80)
@SuppressWarnings("NullAway.Init") // JMH calls open() before any pass
public class CamCost {

  /** The backend, by id. */
  @Param("djl")
  public String backendId;

  private final Rounds rounds = new Rounds();
  private boolean warmingUp;
  private Backend backend;
  private Module model;
  private Tensor picture;

  @Setup
  public void open() {
    backend = Backends.discover().open(backendId);
    model = ResNet.resNet50(1000).random(backend, 0);
    picture = new Noise(backend).tensor(1, 3, 224, 224);
    rounds.add("forward pass", this::forward);
    for (CamMethod method : methods()) {
      Explainer explainer = explainer(method);
      rounds.add(method.id(), () -> explainer.explain(picture));
    }
    Explainer allClasses = explainer(new GradCam());
    rounds.add("grad-cam, all 1,000 classes", () -> allClasses.allClasses(picture));
    Explainer ablation = explainer(new AblationCam());
    Target probability = Target.top().probability();
    rounds.add("ablation-cam of a probability", () -> ablation.explain(picture, probability));
  }

  private static List<CamMethod> methods() {
    return List.of(
        new GradCam(),
        new HiResCam(),
        new GradCamPlusPlus(),
        new XGradCam(),
        new LayerCam(),
        new EigenCam(),
        new AblationCam());
  }

  private Explainer explainer(CamMethod method) {
    return Explainer.of(model).method(method).layer("layer4");
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
