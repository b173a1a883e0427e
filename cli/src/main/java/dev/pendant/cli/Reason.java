package dev.pendant.cli;

import dev.pendant.cam.Explanation;
import dev.pendant.cam.Provenance;
import org.jspecify.annotations.Nullable;

/** Why a map shows nothing. */
final class Reason {

  static final String NOT_FINITE =
      "the map or the class score is NaN or infinite: look at the model's weights and the"
          + " preprocessing";

  private Reason() {}

  /** Why nothing was drawn, null if it was. */
  static @Nullable String of(Explanation one) {
    String layer = Layers.shortened(Layers.of(one.provenance()));
    return switch (one.status()) {
      case OK -> null;
      case BLANK ->
          LayerFinding.of(one).stream().allMatch(LayerFinding::isZero)
              ? unseen(layer)
              : against(layer);
      case NON_FINITE -> NOT_FINITE;
    };
  }

  /** There is no negative value either, so this is no matter of the class. */
  static String unseen(String layer) {
    if (layer.equals(Provenance.NO_LAYER)) {
      return "nothing that the score depends on is seen in the input: the map is exactly 0"
          + " everywhere; check the preprocessing";
    }
    return "nothing that the score depends on is seen at layer '"
        + layer
        + "': the map is exactly 0 everywhere (of a transformer perhaps only the class token is"
        + " read behind it); take --layer auto or an earlier layer";
  }

  static String against(String layer) {
    return "nothing at layer '"
        + layer
        + "' speaks for this class: the map is zero everywhere once negative values are cut off";
  }
}
