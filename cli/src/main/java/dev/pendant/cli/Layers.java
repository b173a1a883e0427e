package dev.pendant.cli;

import dev.pendant.cam.Provenance;
import java.util.List;

/** The layers of an answer in few words, for lines that people read. */
final class Layers {

  /** As many are still named one by one. */
  private static final int FEW = 3;

  private Layers() {}

  /** Each as it was asked for; what stands for no layer if there is none. */
  static List<String> of(Provenance from) {
    return from.layers().isEmpty()
        ? List.of(from.layer())
        : from.layers().stream().map(seen -> seen.asked().toString()).toList();
  }

  /**
   * Layers joined by {@code +} if they are few, else what they begin with, or the first two, and
   * how many they are.
   */
  static String shortened(List<String> layers) {
    if (layers.size() <= FEW) {
      return String.join("+", layers);
    }
    String parent = commonParent(layers);
    String some = parent.isEmpty() ? layers.get(0) + "+" + layers.get(1) + "+..." : parent + "*";
    return "%s (%d layers)".formatted(some, layers.size());
  }

  /** The modules that all are in, with the dot behind them; may be empty. */
  private static String commonParent(List<String> layers) {
    String common = layers.get(0);
    for (String layer : layers) {
      while (!layer.startsWith(common)) {
        common = common.substring(0, common.length() - 1);
      }
    }
    return common.substring(0, common.lastIndexOf('.') + 1);
  }
}
