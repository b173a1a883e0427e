package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.PendantException;
import dev.pendant.cam.target.Scores;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {

  @Test
  void anExplanationSaysWhatItsMapIsStretchedBy() {
    Explanation why = explanation(HeatMap.of(1, 3, -4, 2, 6), HeatMap.of(1, 1, 3));

    assertThat(why.scale()).isEqualTo(new Scale(0, 6));
    assertThat(why.scales()).containsExactly(new Scale(0, 6), new Scale(3, 3));
    assertThat(why.scale().applyTo(why.raw().relu())).isEqualTo(why.normalized());
  }

  @Test
  void mapsOnOneScaleCanBeCompared() {
    Explanation weak = explanation(HeatMap.of(1, 2, 1, 2));
    Explanation strong = explanation(HeatMap.of(1, 2, 0, 8));
    Scale both = Scale.spanning(List.of(weak.scale(), strong.scale()));

    assertThat(both).isEqualTo(new Scale(0, 8));
    assertThat(weak.normalized(both)).isEqualTo(HeatMap.of(1, 2, 0.125f, 0.25f));
    assertThat(strong.normalized(both)).isEqualTo(strong.normalized());
    assertThat(strong.normalized(weak.scale())).isEqualTo(HeatMap.of(1, 2, -1, 7));
  }

  @Test
  void whatIsNotFiniteHasNoScale() {
    assertThatThrownBy(() -> explanation(HeatMap.of(1, 2, 1, Float.NaN)).scales())
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("the grad-cam map of class 1 at layer 'features' cannot be");
    assertThatIllegalArgumentException().isThrownBy(() -> new Scale(2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Scale.spanning(List.of()));
  }

  private static Explanation explanation(HeatMap... maps) {
    LayerSeen seen = new LayerSeen(LayerPoint.output("features"), 0, 0);
    Duration none = Duration.ZERO;
    return new Explanation(
        Unfinished.of(List.of(maps)),
        0,
        1,
        "class 1",
        Scores.of(new Spec(Shape.of(1, 2), DType.FLOAT32), 1, 2),
        new Provenance(
            "grad-cam", Collections.nCopies(maps.length, seen), "djl", "1", "cpu", none, none));
  }
}
