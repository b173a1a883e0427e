package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.PendantException;
import dev.pendant.cam.metric.Subject;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.Module;
import org.junit.jupiter.api.Test;

/** What metrics refuse, what they are worth at the ends of their ranges, and what they draw. */
abstract class MetricEdgeCases extends OnBackend {

  // --- pictures -------------------------------------------------------------------------------

  @Test
  void aPictureThatIsNotFiniteIsRefused() {
    Module model = dying(Nets.pooled(backend()));

    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertThatThrownBy(
              () ->
                  Subject.of(model, tensor(new float[] {1, bad, 3, bad}, 1, 1, 2, 2), Target.top()))
          .isInstanceOf(PendantException.class)
          .hasMessageContaining("expected a picture of finite values, got " + bad)
          .hasMessageContaining("at 1 of 4");
    }
  }
}
