package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.cam.method.KpcaCam;
import dev.pendant.cam.method.UnsupportedTailException;
import dev.pendant.cam.target.Target;
import org.junit.jupiter.api.Test;

/** How large a layer KPCA-CAM takes. */
abstract class KpcaCamCases extends ExplainerBase {

  @Test
  void aLayerOfMorePositionsThanAMatrixCanHaveRowsIsRefused() {
    Explainer explainer = Explainer.of(model()).method(new KpcaCam()).layer("relu");

    assertThatThrownBy(
            () ->
                explainer.explain(
                    tensor(new float[224 * 224], 1, 1, 224, 224), Target.classIndex(0)))
        .isInstanceOf(UnsupportedTailException.class)
        .hasMessageContaining("at most 46340")
        .hasMessageContaining("'relu' has 50176 (224 x 224)")
        .hasMessageContaining("choose a later layer");
  }
}
