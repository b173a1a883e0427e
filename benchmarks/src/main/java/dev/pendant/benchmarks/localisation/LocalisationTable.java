package dev.pendant.benchmarks.localisation;

import dev.pendant.Backends;
import dev.pendant.PendantException;
import dev.pendant.cam.Explainer;
import dev.pendant.cam.Explanation;
import dev.pendant.cam.Methods;
import dev.pendant.cam.Preset;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.target.ClassScore;
import dev.pendant.cam.target.Scores;
import dev.pendant.cam.target.Target;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints how well every method finds each of two shapes with the built-in model, as a Markdown
 * table: docs/localisation.md.
 *
 * <p>Arguments: {@code djl} or {@code nd4j}, how many scenes, the seed, and perhaps the ids of some
 * methods. README.md has the command.
 */
public final class LocalisationTable {

  private static final int BATCH = 20;

  private static final String HEADER =
      """
      | method | points at 1st | points at 2nd | 1st, but at 2nd | 2nd, but at 1st | energy 1st | energy 2nd | IoU 1st | IoU 2nd | MaxBoxAcc 1st | MaxBoxAcc 2nd |
      |---|---|---|---|---|---|---|---|---|---|---|""";

  private final ShapesModel model;

  /** Each with the shape first that the model gives the higher score. */
  private final List<Scene> scenes = new ArrayList<>();

  private int bothOnTop;

  LocalisationTable(ShapesModel model, int count, long seed) {
    this.model = model;
    Scenes drawn = new Scenes(seed);
    while (scenes.size() < count) {
      List<Scene> some = new ArrayList<>();
      while (some.size() < Math.min(BATCH, count - scenes.size())) {
        some.add(drawn.next());
      }
      rank(some);
    }
  }

  private void rank(List<Scene> some) {
    try (Scope scope = Scope.open()) {
      Scores scores = Scores.of(model.module().call(model.batch(some)));
      for (int i = 0; i < some.size(); i++) {
        List<Integer> both = classes(some.get(i));
        List<Integer> top = scores.top(i, 2).stream().map(ClassScore::index).toList();
        bothOnTop += top.containsAll(both) ? 1 : 0;
        boolean inOrder = scores.logit(i, both.get(0)) >= scores.logit(i, both.get(1));
        scenes.add(inOrder ? some.get(i) : some.get(i).swapped());
      }
    }
  }

  public static void main(String[] args) {
    try (Backend backend = Backends.discover().open(args[0]);
        ShapesModel model = ShapesModel.load(Path.of(""), backend)) {
      LocalisationTable table =
          new LocalisationTable(model, Integer.parseInt(args[1]), Long.parseLong(args[2]));
      System.out.printf(
          Locale.ROOT,
          "%d scenes, seed %s, %s %s. Both shapes are the model's top two classes in %.1f %%.%n"
              + "Chance (mean area of a box): %.1f %%.%n%n",
          table.scenes.size(),
          args[2],
          backend.id(),
          backend.version(),
          100 * table.bothOnTop(),
          100 * table.chance());
      System.out.println(HEADER);
      List<String> ids =
          args.length > 3 ? List.of(args).subList(3, args.length) : List.copyOf(Methods.ids());
      for (String id : ids) {
        System.out.println(table.row(Methods.get(id, Preset.PENDANT)));
      }
    }
  }

  /** The share of scenes in which the model gives both shapes its highest scores. */
  double bothOnTop() {
    return (double) bothOnTop / scenes.size();
  }

  private static List<Integer> classes(Scene scene) {
    return scene.shapes().stream().map(shape -> shape.kind().ordinal()).toList();
  }

  /** What pointing anywhere is worth. */
  double chance() {
    return scenes.stream()
        .flatMap(scene -> scene.boxes().stream())
        .mapToDouble(box -> box.area() / (Scene.SIZE * Scene.SIZE))
        .average()
        .orElseThrow();
  }

  /** For the shape with the higher score, and for the other one. */
  List<MethodScores> measure(CamMethod method) {
    Explainer explainer = Explainer.of(model.module()).method(method);
    List<MethodScores> scores = List.of(new MethodScores(), new MethodScores());
    for (int from = 0; from < scenes.size(); from += BATCH) {
      List<Scene> some = some(from);
      try (Scope scope = Scope.open()) {
        Tensor batch = model.batch(some);
        List<Explanation> all = explainer.explain(batch, target(some, 0), target(some, 1));
        for (int i = 0; i < all.size(); i++) {
          int shape = i / some.size();
          Scene scene = some.get(i % some.size());
          scores
              .get(shape)
              .add(
                  all.get(i).resized(Scene.SIZE, Scene.SIZE),
                  scene.boxes().get(shape),
                  scene.boxes().get(1 - shape));
        }
      }
    }
    return scores;
  }

  private static Target target(List<Scene> some, int shape) {
    return Target.classIndices(
        some.stream().mapToInt(scene -> classes(scene).get(shape)).toArray());
  }

  private List<Scene> some(int from) {
    return scenes.subList(from, Math.min(from + BATCH, scenes.size()));
  }

  private String row(CamMethod method) {
    try {
      return row(method.id(), measure(method));
    } catch (PendantException notForThisModel) {
      return "| `%s` | %s |%s".formatted(method.id(), notForThisModel.getMessage(), " |".repeat(9));
    }
  }

  private static String row(String id, List<MethodScores> both) {
    MethodScores first = both.get(0);
    MethodScores second = both.get(1);
    return String.format(
        Locale.ROOT,
        "| `%s` | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |",
        id,
        100 * first.hits(),
        100 * second.hits(),
        100 * first.hitsOfOther(),
        100 * second.hitsOfOther(),
        first.energy(),
        second.energy(),
        first.iou(),
        second.iou(),
        first.maxBoxAcc(),
        second.maxBoxAcc());
  }
}
