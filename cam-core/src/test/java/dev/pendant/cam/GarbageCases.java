package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.pendant.cam.attribution.IntegratedGradients;
import dev.pendant.cam.attribution.IntegrationRule;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.ScoreCam;
import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.Conv2d;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What each run on a changed input leaves for Java's collector. The input takes 108 KiB, so making
 * it anew in Java would show. Few runs are enough of them to fill the memory that is used again.
 */
abstract class GarbageCases extends OnBackend {

  private static final int SIDE = 96;
  private static final long INPUT_BYTES = 3 * SIDE * SIDE * Float.BYTES;

  private static final ThreadMXBean JAVA = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aScoreCamAllocatesAFractionOfTheInputForEachChannel() {
    Module model = model(256);
    long few = allocated(model, new ScoreCam().top(128));
    long many = allocated(model, new ScoreCam().top(255));
    assertThat((many - few) / 127).isBetween(0L, INPUT_BYTES / 5);
  }

  @Test
  void integratedGradientsAllocateAFractionOfTheInputForEachStep() {
    Module model = model(8);
    long few = allocated(model, gradients(150));
    long many = allocated(model, gradients(300));
    assertThat((many - few) / 150).isBetween(0L, INPUT_BYTES / 5);
  }

  private static CamMethod gradients(int steps) {
    return new IntegratedGradients(IntegrationRule.RIEMANN_MIDDLE, steps, 0);
  }

  private long allocated(Module model, CamMethod method) {
    Explainer explainer = Explainer.of(model).method(method).layer("1");
    Tensor picture = tensor(noise(3 * SIDE * SIDE), 1, 3, SIDE, SIDE);
    explainer.explain(picture); // classes are loaded
    long before = JAVA.getCurrentThreadAllocatedBytes();
    explainer.explain(picture);
    return JAVA.getCurrentThreadAllocatedBytes() - before;
  }

  private Module model(int channels) {
    Tensor weight = tensor(noise(channels * 3 * 16 * 16), channels, 3, 16, 16);
    return dying(
        new Sequential(
            new Conv2d(weight, null, new Op.Conv2d(new Size(16, 16), Padding.NONE, Size.ONE, 1)),
            new ReLU(),
            new AdaptiveAvgPool2d(1, 1),
            new Flatten(),
            Nets.linear(backend(), noise(2 * channels), new float[2])));
  }

  private static float[] noise(int count) {
    SplittableRandom random = new SplittableRandom(count);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble() - 0.5f;
    }
    return values;
  }
}
