package dev.pendant.cam.saved;

import dev.pendant.PendantException;
import dev.pendant.cam.Explanation;
import dev.pendant.cam.HeatMap;
import dev.pendant.cam.LayerSeen;
import dev.pendant.cam.Provenance;
import dev.pendant.cam.Status;
import dev.pendant.cam.Unfinished;
import dev.pendant.cam.method.MapTrait;
import dev.pendant.cam.saved.Manifest.ArrayFile;
import dev.pendant.cam.target.Objective;
import dev.pendant.cam.target.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A folder that holds one explanation: {@code map-0.npy} and on, the raw signed map of each layer;
 * {@code scores.npy}, what the model returned for the batch; and {@code manifest.json}, all the
 * rest. The manifest is written last and at once: a folder that has one is whole.
 */
public final class ExplanationFolder {

  private static final String SCORES = "scores.npy";

  private final Path folder;
  private final Path manifestPath;
  private final ArrayFiles arrays;

  private ExplanationFolder(Path folder) {
    this.folder = folder;
    this.manifestPath = folder.resolve(ManifestFile.NAME);
    this.arrays = new ArrayFiles(folder);
  }

  // --- saving ---------------------------------------------------------------------------------

  /**
   * Saves an explanation, for {@link #read}. One that was saved there before is replaced.
   *
   * @param folder made if it is not there
   * @throws SavedException if it cannot be made or written to
   */
  public static void write(Path folder, Explanation explanation) {
    new ExplanationFolder(folder).write(explanation);
  }

  private void write(Explanation explanation) {
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(manifestPath); // else it would vouch for files that are being replaced
      List<ArrayFile> maps = new ArrayList<>();
      for (HeatMap map : explanation.unfinished().layers()) {
        maps.add(arrays.write("map-" + maps.size() + ".npy", map));
      }
      ArrayFile scores = arrays.write(SCORES, explanation.scores());
      ManifestFile.write(manifestPath, manifest(explanation, maps, scores));
    } catch (IOException | PendantException e) {
      throw new SavedException(
          folder, "cannot be saved to (" + e + "); choose a folder you may write to", e);
    }
  }

  private static Manifest manifest(Explanation why, List<ArrayFile> maps, ArrayFile scores) {
    Provenance from = why.provenance();
    return new Manifest(
        ManifestFile.FORMAT,
        ManifestFile.VERSION,
        from.method(),
        why.target(),
        why.sample(),
        why.classIndex(),
        why.status().id(),
        maps,
        why.status() == Status.NON_FINITE ? List.of() : why.scales(),
        why.unfinished().traits().stream().map(Ids::of).sorted().toList(),
        from.layers().stream().map(Manifest.Layer::of).toList(),
        scores,
        new Manifest.Engine(from.backend(), from.version(), from.device()),
        new Manifest.Nanoseconds(from.forward().toNanos(), from.explain().toNanos()));
  }

  // --- reading back ---------------------------------------------------------------------------

  /**
   * The explanation that was saved in a folder, equal to it in everything.
   *
   * @throws SavedException if the folder holds none, or a part of it is missing, damaged, of a
   *     newer version or at odds with another part
   */
  public static Explanation read(Path folder) {
    return new ExplanationFolder(folder).read();
  }

  private Explanation read() {
    Manifest manifest = ManifestFile.read(manifestPath);
    try {
      return explanation(manifest);
    } catch (SavedException e) {
      throw e;
    } catch (PendantException | IllegalArgumentException | ArithmeticException e) {
      throw new SavedException(
          folder, "what was saved is damaged: " + e.getMessage() + "; save it again", e);
    }
  }

  private Explanation explanation(Manifest manifest) {
    List<HeatMap> maps = manifest.maps().stream().map(arrays::map).toList();
    Set<MapTrait> traits =
        manifest.traits().stream()
            .map(id -> Ids.find("trait", id, MapTrait.values()))
            .collect(Collectors.toSet());
    List<LayerSeen> layers = manifest.layers().stream().map(Manifest.Layer::seen).toList();
    Manifest.Engine engine = manifest.backend();
    Provenance provenance =
        new Provenance(
            manifest.method(),
            layers,
            engine.id(),
            engine.version(),
            engine.device(),
            Duration.ofNanos(manifest.timing().forwardNanos()),
            Duration.ofNanos(manifest.timing().explainNanos()));
    Explanation explanation =
        new Explanation(
            new Unfinished(maps, traits),
            manifest.sample(),
            manifest.classIndex(),
            manifest.target(),
            arrays.scores(manifest.scores()),
            provenance);
    requireAgreement(explanation, manifest);
    return explanation;
  }

  /** What follows from the arrays must be what the manifest says: else they are another's. */
  private void requireAgreement(Explanation why, Manifest manifest) {
    Scores scores = why.scores();
    scores.values(why.sample());
    if (why.classIndex() < Objective.NO_CLASS) {
      throw SavedException.differs(
          folder, "class", "an index from 0, or -1 for none", why.classIndex());
    }
    if (why.classIndex() >= 0 && scores.isPerClass()) {
      scores.logit(why.sample(), why.classIndex());
    }
    if (!why.status().id().equals(manifest.status())) {
      throw SavedException.differs(folder, "status", manifest.status(), why.status().id());
    }
    var scales = why.status() == Status.NON_FINITE ? List.of() : why.scales();
    if (!scales.equals(manifest.scales())) {
      throw SavedException.differs(folder, "scale", manifest.scales(), scales);
    }
  }
}
