package dev.pendant.cam;

import dev.pendant.nn.Module;
import dev.pendant.nn.ModuleNotFoundException;
import java.util.List;
import java.util.Map;

/** The places in a model that a text names. */
final class NamedLayers {

  private NamedLayers() {}

  /**
   * @throws ModuleNotFoundException if no module fits
   */
  static List<LayerPoint> points(Module model, String text) {
    LayerPoint whole = LayerPoint.output(text);
    try {
      return List.of(canonical(model, whole)); // names in files may hold any character
    } catch (ModuleNotFoundException notAsItStands) {
      LayerPoint point = LayerPoint.parse(text);
      if (point.path().indexOf('*') < 0 && point.path().indexOf('?') < 0) {
        return List.of(canonical(model, point));
      }
      return model.select(point.path()).modules().keySet().stream().map(point::at).toList();
    }
  }

  /** The same place by its module's path, where it is named in another way. */
  static LayerPoint canonical(Module model, LayerPoint point) {
    Module found = model.find(point.path());
    return model.namedModules().entrySet().stream()
        .filter(entry -> entry.getValue() == found)
        .findFirst()
        .map(Map.Entry::getKey)
        .map(point::at)
        .orElse(point);
  }
}
