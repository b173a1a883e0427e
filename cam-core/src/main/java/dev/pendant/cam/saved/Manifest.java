package dev.pendant.cam.saved;

import dev.pendant.cam.LayerPoint;
import dev.pendant.cam.LayerSeen;
import dev.pendant.cam.Scale;
import java.util.List;

/**
 * What {@code manifest.json} says: all of an explanation but its arrays, and which files hold
 * those. Every field has to be there.
 *
 * @param format {@link ManifestFile#FORMAT}
 * @param version of the format
 * @param target what is explained, in words
 * @param classIndex -1 if it is for no class
 * @param status {@code ok}, {@code blank} or {@code non-finite}; follows from the arrays, as the
 *     scales do
 * @param scales what normalising each map subtracts and divides by; none if not finite
 * @param traits what a finish has to know about the maps
 * @param layers of each map; none for a method that looks at no layer
 */
record Manifest(
    String format,
    int version,
    String method,
    String target,
    int sample,
    int classIndex,
    String status,
    List<ArrayFile> maps,
    List<Scale> scales,
    List<String> traits,
    List<Layer> layers,
    ArrayFile scores,
    Engine backend,
    Nanoseconds timing) {

  Manifest {
    // A null in a list is refused here.
    maps = List.copyOf(maps);
    scales = List.copyOf(scales);
    traits = List.copyOf(traits);
    layers = List.copyOf(layers);
  }

  /**
   * A NumPy file.
   *
   * @param file its name, in the folder of the manifest
   * @param type {@code float32} or {@code float64}
   */
  record ArrayFile(String file, String type, List<Long> shape) {

    ArrayFile {
      shape = List.copyOf(shape);
    }
  }

  /**
   * A layer as it was asked for, and which call and tensor that was in the run.
   *
   * @param side {@code input} or {@code output}
   * @param askedCall -1 for the last
   * @param askedSlot -1 for the only one
   */
  record Layer(String path, String side, int askedCall, int askedSlot, int call, int slot) {

    static Layer of(LayerSeen seen) {
      LayerPoint asked = seen.asked();
      return new Layer(
          asked.path(), Ids.of(asked.side()), asked.call(), asked.slot(), seen.call(), seen.slot());
    }

    LayerSeen seen() {
      LayerPoint.Side where = Ids.find("side", side, LayerPoint.Side.values());
      return new LayerSeen(new LayerPoint(path, where, askedCall, askedSlot), call, slot);
    }
  }

  record Engine(String id, String version, String device) {}

  /** What took how long. */
  record Nanoseconds(long forwardNanos, long explainNanos) {}
}
