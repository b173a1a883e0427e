package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Features;
import dev.pendant.cam.method.Layout;
import dev.pendant.cam.method.Recording;
import dev.pendant.tensor.Tensor;

/** Whose values get a share: the input's or the target layer's. */
enum Site {
  INPUT {
    @Override
    Recording recording(Evidence evidence) {
      return recording(evidence, evidence.network().tensor());
    }

    @Override
    Recording recording(Evidence evidence, Tensor rows) {
      return evidence.network().record(rows);
    }

    @Override
    Layout layout(Evidence evidence) {
      return evidence.network().layout();
    }

    @Override
    Features values(Evidence evidence) {
      return evidence.network().input();
    }
  },

  LAYER {
    @Override
    Recording recording(Evidence evidence) {
      return evidence.recording();
    }

    @Override
    Recording recording(Evidence evidence, Tensor rows) {
      return evidence.withInput(rows).recording();
    }

    @Override
    Layout layout(Evidence evidence) {
      return evidence.tail().layout();
    }

    @Override
    Features values(Evidence evidence) {
      return evidence.activation();
    }
  };

  /** The tape from there to the scores. */
  abstract Recording recording(Evidence evidence);

  /** The tape of another run. */
  abstract Recording recording(Evidence evidence, Tensor rows);

  /** Where the values lie in their tensor. */
  abstract Layout layout(Evidence evidence);

  /** The batch's values. */
  abstract Features values(Evidence evidence);
}
