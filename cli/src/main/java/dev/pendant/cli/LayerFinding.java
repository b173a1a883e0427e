package dev.pendant.cli;

import dev.pendant.cam.Explanation;
import dev.pendant.cam.HeatMap;
import dev.pendant.cam.Status;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What one of the target layers came to; an {@link Explanation} of several has one status for all.
 *
 * @param layer as answers name it
 */
record LayerFinding(String layer, HeatMap map) {

  /** One for each map; the only one of a method that looks at no layer is named for the input. */
  static List<LayerFinding> of(Explanation one) {
    List<String> layers = Layers.of(one.provenance());
    List<HeatMap> maps = one.unfinished().layers();
    return IntStream.range(0, maps.size())
        .mapToObj(i -> new LayerFinding(layers.get(i), maps.get(i)))
        .toList();
  }

  Status status() {
    if (!map.isFinite()) {
      return Status.NON_FINITE;
    }
    return map.max() > 0 ? Status.OK : Status.BLANK;
  }

  /** Whether nothing speaks for the class and nothing against it. */
  boolean isZero() {
    return map.min() == 0 && map.max() == 0;
  }

  /** Why its map shows nothing, null if it does. */
  @Nullable String reason() {
    return switch (status()) {
      case OK -> null;
      case BLANK -> isZero() ? Reason.unseen(layer) : Reason.against(layer);
      case NON_FINITE -> Reason.NOT_FINITE;
    };
  }
}
