package dev.pendant.cli;

import dev.pendant.cam.Explanation;
import dev.pendant.cam.Finish;
import dev.pendant.cam.Status;
import dev.pendant.cam.image.Overlay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Hands a finding out: files in a folder, and a short table on standard output. */
final class Report {

  private final Console console;
  private final Path folder;
  private final Finish finish;
  private final Overlay overlay;

  /**
   * @param finish makes the maps that are written
   */
  Report(Console console, Path folder, Finish finish, Overlay overlay) {
    this.console = console;
    this.folder = folder;
    this.finish = finish;
    this.overlay = overlay;
  }

  /**
   * Writes maps and overlays, then the answer, then the table.
   *
   * @param base {@code NAME.METHOD} of the files
   * @return whether every map and score was finite
   * @throws dev.pendant.PendantException if a file cannot be written
   */
  boolean write(ExplainedPicture found, String base) {
    Stopwatch writing = new Stopwatch();
    ResultFiles files = new ResultFiles(folder, base);
    List<Written> written = new ArrayList<>();
    for (Explanation one : found.explanations()) {
      int index = one.classIndex();
      String part = OutputNames.ofClass(index, found.labels().shortOf(index));
      written.add(files.write(one, finish, found.picture(), overlay, part));
    }
    AnswerFile.write(files.answer(), Answers.of(found, written, writing.millis()));
    say(found, written);
    found.explanations().forEach(one -> warnOfBlankLayers(found, one));
    List<Explanation> broken =
        found.explanations().stream().filter(one -> one.status() == Status.NON_FINITE).toList();
    broken.forEach(
        one ->
            console.complain(
                "%s: class %d: %s"
                    .formatted(found.source().name(), one.classIndex(), Reason.of(one))));
    return broken.isEmpty();
  }

  /** A fused map is drawn from the other layers, and does not show that one took no part. */
  private void warnOfBlankLayers(ExplainedPicture found, Explanation one) {
    if (one.status() == Status.OK) {
      LayerFinding.of(one).stream()
          .filter(layer -> layer.status() == Status.BLANK)
          .forEach(
              layer ->
                  console.complain(
                      "%s: class %d: %s"
                          .formatted(found.source().name(), one.classIndex(), layer.reason())));
    }
  }

  private void say(ExplainedPicture found, List<Written> written) {
    var from = found.provenance();
    console.say(
        "%s: %s%s at %s on %s"
            .formatted(
                found.source().name(),
                from.method(),
                found.about() == null ? "" : " of " + found.about(),
                Layers.shortened(Layers.of(from)),
                from.backend()));
    Table table = new Table("class", "label", "score", "status", "overlay");
    for (int i = 0; i < written.size(); i++) {
      Explanation one = found.explanations().get(i);
      String label = found.labels().shortOf(one.classIndex());
      Path drawn = written.get(i).overlay();
      table.row(
          Integer.toString(one.classIndex()),
          label == null ? "-" : label,
          score(one.score().probability()),
          one.status().id(),
          drawn == null ? "none: " + Reason.of(one) : drawn.toString());
    }
    table.lines().forEach(line -> console.say("  " + line));
  }

  /** Never 0.0000 for what is more than nothing. */
  static String score(double probability) {
    return probability > 0 && probability < 0.0001
        ? "<0.0001"
        : String.format(Locale.ROOT, "%.4f", probability);
  }
}
