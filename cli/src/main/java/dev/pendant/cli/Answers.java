package dev.pendant.cli;

import dev.pendant.cam.Explanation;
import dev.pendant.cam.HeatMap;
import dev.pendant.cam.Provenance;
import dev.pendant.cam.target.ClassScore;
import java.util.List;
import java.util.stream.IntStream;

/** Puts an {@link Answer} together. */
final class Answers {

  private Answers() {}

  /**
   * @param written the files of each explanation, in their order
   * @param writeMillis what it took to write them
   */
  static Answer of(ExplainedPicture found, List<Written> written, double writeMillis) {
    Provenance from = found.provenance();
    List<Explanation> explanations = found.explanations();
    return new Answer(
        found.source().name(),
        found.model(),
        new Answer.Engine(from.backend(), from.version(), from.device()),
        from.method(),
        from.layer(),
        found.about(),
        found.predictions().stream().map(score -> prediction(score, found.labels())).toList(),
        IntStream.range(0, explanations.size())
            .mapToObj(i -> explained(explanations.get(i), written.get(i), found.labels()))
            .toList(),
        new Answer.Timing(
            found.timing().load(),
            found.timing().forward(),
            found.timing().explain(),
            writeMillis));
  }

  private static Answer.Prediction prediction(ClassScore score, Labels labels) {
    return new Answer.Prediction(
        score.index(), labels.of(score.index()), Answer.number(score.probability()));
  }

  private static Answer.Explained explained(Explanation one, Written files, Labels labels) {
    HeatMap raw = one.raw();
    List<LayerFinding> found = LayerFinding.of(one);
    return new Answer.Explained(
        one.classIndex(),
        labels.of(one.classIndex()),
        Answer.number(one.score().logit()),
        rawMap(raw),
        Written.name(files.overlay()),
        Written.name(files.map()),
        one.status().id(),
        Reason.of(one),
        found.size() == 1 ? null : found.stream().map(Answers::layer).toList());
  }

  private static Answer.Layer layer(LayerFinding found) {
    return new Answer.Layer(
        found.layer(), rawMap(found.map()), found.status().id(), found.reason());
  }

  private static Answer.RawMap rawMap(HeatMap raw) {
    return new Answer.RawMap(
        raw.height(), raw.width(), Answer.number(raw.min()), Answer.number(raw.max()));
  }
}
