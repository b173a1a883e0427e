package dev.pendant.cli;

import dev.pendant.cam.Methods;
import dev.pendant.cam.Preset;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.internal.Spelling;
import java.util.Arrays;
import java.util.List;

/** Reads {@code --method} and {@code --preset}. */
final class MethodChoice {

  private MethodChoice() {}

  /**
   * @throws UsageException if there is none of that name, naming the nearest
   */
  static CamMethod method(String id, Preset preset) {
    if (!Methods.ids().contains(id)) {
      throw new UsageException(
          "no method '%s'; did you mean %s? There are %s"
              .formatted(id, Spelling.nearest(id, Methods.ids(), 1).get(0), Methods.ids()));
    }
    return preset.method(id);
  }

  /**
   * @throws UsageException if there is none of that name
   */
  static Preset preset(String id) {
    return Arrays.stream(Preset.values())
        .filter(preset -> EnumNames.of(preset).equals(id))
        .findFirst()
        .orElseThrow(
            () -> new UsageException("no preset '%s'; there are %s".formatted(id, presets())));
  }

  static List<String> presets() {
    return Arrays.stream(Preset.values()).map(EnumNames::of).toList();
  }
}
