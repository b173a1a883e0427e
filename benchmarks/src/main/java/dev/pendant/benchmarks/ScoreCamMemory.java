package dev.pendant.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.pendant.Backends;
import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.Explainer;
import dev.pendant.cam.method.ScoreCam;
import dev.pendant.models.zoo.ResNet;
import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.Conv2d;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How far the resident set rises at most in a Score-CAM, above its highest point in forward passes:
 * the Java heap included; and how many bytes each allocates in Java. Picture of 224 x 224.
 *
 * <p>Arguments: {@code djl} or {@code nd4j}, and how many channels the layer has, of 7 x 7
 * positions, in a network of one layer; without that, ResNet-50's last stage with its 2,048.
 * README.md has the command.
 */
public final class ScoreCamMemory {

  private static final int PASSES = 100;

  private static final ThreadMXBean JAVA = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private ScoreCamMemory() {}

  public static void main(String[] args) throws IOException {
    try (Backend backend = Backends.discover().open(args[0])) {
      Noise noise = new Noise(backend);
      boolean wide = args.length > 1;
      Module model =
          wide
              ? oneLayer(noise, Integer.parseInt(args[1]))
              : ResNet.resNet50(1000).random(backend, 0);
      Tensor picture = noise.tensor(1, 3, 224, 224);
      Cost before = cost(() -> forward(model, picture));
      Explainer explainer =
          Explainer.of(model).method(new ScoreCam()).layer(wide ? "relu" : "layer4");
      Cost during = cost(() -> explainer.explain(picture));
      System.out.printf(
          Locale.ROOT,
          "%s, %s: %d forward passes %s; Score-CAM %s; %+.1f MiB%n",
          backend.version(),
          wide ? args[1] + " channels" : "ResNet-50",
          PASSES,
          before,
          during,
          (during.peakKibibytes() - before.peakKibibytes()) / 1024.0);
    }
  }

  /** The highest resident set, and what this thread allocated in Java. */
  private record Cost(long peakKibibytes, long javaBytes) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.1f MiB at most, %.1f MiB allocated in Java",
          peakKibibytes / 1024.0,
          javaBytes / 1024.0 / 1024.0);
    }
  }

  private static Cost cost(Runnable code) throws IOException {
    System.gc();
    ResidentSet.forgetPeak();
    long allocated = JAVA.getCurrentThreadAllocatedBytes();
    code.run();
    return new Cost(ResidentSet.peakKibibytes(), JAVA.getCurrentThreadAllocatedBytes() - allocated);
  }

  private static void forward(Module model, Tensor picture) {
    for (int pass = 0; pass < PASSES; pass++) {
      try (Scope scope = Scope.open();
          GradMode.Guard off = Autograd.noGrad()) {
        model.call(picture);
      }
    }
  }

  private static Module oneLayer(Noise noise, int channels) {
    Map<String, Module> parts = new LinkedHashMap<>();
    parts.put(
        "conv",
        new Conv2d(
            noise.weight(channels, 3, 1, 1),
            noise.filled(0, channels),
            new Op.Conv2d(new Size(32, 32), Padding.NONE, Size.ONE, 1)));
    parts.put("relu", new ReLU());
    parts.put("avgpool", new AdaptiveAvgPool2d(1, 1));
    parts.put("flatten", new Flatten());
    parts.put("fc", noise.linear(channels, 10));
    return new Sequential(parts);
  }
}
