package dev.pendant.cam;

import dev.pendant.nn.Module;
import java.util.List;

/** Says where a model is looked into. Thread-safe. */
@FunctionalInterface
public interface LayerChoice {

  /** The word that stands for {@link AutoLayer} where a path is expected. */
  String AUTO = "auto";

  /**
   * The target layers; several are fused.
   *
   * @return at least one
   * @throws LayerException if there is none
   * @throws dev.pendant.nn.ModuleNotFoundException if the module asked for does not exist
   */
  List<LayerPoint> points(ExplainedCall call);

  /** The last layer whose output still has spatial extent, see {@link AutoLayer}. */
  static LayerChoice auto() {
    return new AutoLayer();
  }

  /** One place. */
  static LayerChoice of(LayerPoint point) {
    return call -> List.of(NamedLayers.canonical(call.model(), point));
  }

  /**
   * By name: a path, perhaps with a call, side or slot as {@link LayerPoint} spells them; a pattern
   * such as {@code layer*.1}, see {@link Module#select}, which stands for all modules that fit;
   * {@value #AUTO} is {@link #auto()}.
   */
  static LayerChoice of(String text) {
    return text.equals(AUTO) ? auto() : call -> NamedLayers.points(call.model(), text);
  }
}
