package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.attribution.Attribution;
import dev.pendant.cam.attribution.AttributionMethod;
import dev.pendant.cam.target.Target;

/** The small residual network, its two samples and their classes. */
abstract class ResidualBase extends OnBackend {

  static final Target TARGET = Target.classIndices(2, 0);

  final Explainer residual() {
    return Explainer.of(dying(ResidualNet.of(backend())));
  }

  final Attribution attribute(AttributionMethod method, String layer) {
    return residual().layer(layer).attribute(method, ResidualNet.input(backend()), TARGET);
  }

  static void assertSame(Attribution found, Attribution expected, double tolerance) {
    assertThat(found.values().spatial()).isEqualTo(expected.values().spatial());
    for (int sample = 0; sample < 2; sample++) {
      assertThat(found.values().sample(sample))
          .containsExactly(expected.values().sample(sample), within(tolerance));
    }
  }
}
