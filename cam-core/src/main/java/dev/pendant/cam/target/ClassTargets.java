package dev.pendant.cam.target;

import dev.pendant.internal.Spelling;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Functions of the class scores around the class that another objective is about. */
final class ClassTargets {

  private static final int SUGGESTIONS = 3;

  private ClassTargets() {}

  /** {@code softmax(y)_c}. */
  static Objective probability(Objective base, Scores scores) {
    return picked("probability", base, scores, rows -> rows.softmax(1));
  }

  /** {@code y_c + log softmax(y)_c}: the score less the cross-entropy of its class. */
  static Objective rest(Objective base, Scores scores) {
    return picked(
        "ReST", base, scores, rows -> rows.add(Operators.apply(new Op.LogSoftmax(1), rows)));
  }

  private static Objective picked(
      String what, Objective base, Scores scores, Function<Tensor, Tensor> ofRows) {
    int classes = scores.classes();
    List<Integer> chosen = base.classes();
    chosen.forEach(scores::checkClass);
    if (!base.isScore()) {
      throw new TargetException(
          "expected the score of a class to take the "
              + what
              + " of, got "
              + base.description(0)
              + "; ask for the "
              + what
              + " first, then for a decrease or a contrast");
    }
    return Objective.of(
            chosen,
            (output, samples) ->
                Objective.pick(
                    ofRows.apply(output.reshape(samples.length, classes)), samples, chosen::get))
        .described(sample -> what + " of class " + chosen.get(sample));
  }

  /** What one objective is more than another. */
  static Objective difference(Objective base, Objective other) {
    if (base.classes().size() != other.classes().size()) {
      throw new TargetException(
          "cannot compare a target for %d samples with one for %d"
              .formatted(base.classes().size(), other.classes().size()));
    }
    for (int sample = 0; sample < base.classes().size(); sample++) {
      int index = base.classes().get(sample);
      boolean bothScores = base.isScore() && other.isScore();
      if (bothScores && index == other.classes().get(sample)) {
        throw new TargetException(
            "sample %d: class %d less itself is 0 whatever the model sees; name another class"
                .formatted(sample, index));
      }
    }
    Objective.Values values =
        (output, samples) -> base.values(output, samples).sub(other.values(output, samples));
    Objective difference =
        base.isLinear() && other.isLinear()
            ? Objective.ofLinear(base.classes(), values)
            : Objective.of(base.classes(), values);
    return difference.described(sample -> base.operand(sample) + " less " + other.operand(sample));
  }

  /** The index of a name. */
  static int indexOf(String label, List<String> labels) {
    int[] found =
        IntStream.range(0, labels.size()).filter(i -> labels.get(i).equals(label)).toArray();
    if (found.length == 0) {
      throw new TargetException(
          "no class is labelled '%s'; nearest: %s"
              .formatted(label, Spelling.nearest(label, labels, SUGGESTIONS)));
    }
    if (found.length > 1) {
      throw new TargetException(
          "%d classes are labelled '%s': %s; give the index of one"
              .formatted(found.length, label, IntStream.of(found).boxed().toList()));
    }
    return found[0];
  }
}
