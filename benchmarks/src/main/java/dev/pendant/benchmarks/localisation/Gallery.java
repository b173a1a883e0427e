package dev.pendant.benchmarks.localisation;

import dev.pendant.Backends;
import dev.pendant.cam.Explainer;
import dev.pendant.cam.Explanation;
import dev.pendant.cam.Methods;
import dev.pendant.cam.Preset;
import dev.pendant.cam.image.Overlay;
import dev.pendant.cam.image.Picture;
import dev.pendant.cam.image.Pictures;
import dev.pendant.cam.target.Target;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Draws one scene and the maps of every method for its two shapes, one above the other, eight
 * methods to a row, in the order that it prints.
 *
 * <p>Arguments: {@code djl} or {@code nd4j}, the seed of the scene, and the file to write.
 * README.md has the command.
 */
public final class Gallery {

  private static final int COLUMNS = 8;
  private static final int BORDER = 4;
  private static final int CELL = Scene.SIZE + BORDER;

  /** It needs a transformer. */
  private static final String NOT_FOR_THIS_MODEL = "legrad";

  private Gallery() {}

  public static void main(String[] args) {
    try (Backend backend = Backends.discover().open(args[0]);
        ShapesModel model = ShapesModel.load(Path.of(""), backend)) {
      Scene scene = new Scenes(Long.parseLong(args[1])).next();
      List<List<Picture>> columns = new ArrayList<>();
      columns.add(List.of(scene.picture(), scene.picture()));
      Set<String> ids = Methods.ids();
      ids.remove(NOT_FOR_THIS_MODEL);
      for (String id : ids) {
        columns.add(overlays(model, scene, id));
      }
      Pictures.writePng(Path.of(args[2]), grid(columns));
      System.out.println("the picture, " + String.join(", ", ids));
    }
  }

  private static List<Picture> overlays(ShapesModel model, Scene scene, String id) {
    try (Scope scope = Scope.open()) {
      Target[] both =
          scene.shapes().stream()
              .map(shape -> Target.classIndex(shape.kind().ordinal()))
              .toArray(Target[]::new);
      return Explainer.of(model.module())
          .method(Methods.get(id, Preset.PENDANT))
          .explain(model.batch(List.of(scene)), both)
          .stream()
          .map(why -> overlay(scene, why))
          .toList();
    }
  }

  private static Picture overlay(Scene scene, Explanation why) {
    return Overlay.DEFAULT.over(
        scene.picture(), why.resized(Scene.SIZE, Scene.SIZE).forDrawing().values());
  }

  /** On white. */
  private static Picture grid(List<List<Picture>> columns) {
    int width = COLUMNS * CELL + BORDER;
    int rows = (columns.size() + COLUMNS - 1) / COLUMNS;
    int height = rows * (2 * CELL + BORDER) + BORDER;
    byte[] rgb = new byte[3 * width * height];
    Arrays.fill(rgb, (byte) 0xff);
    for (int i = 0; i < columns.size(); i++) {
      int left = BORDER + i % COLUMNS * CELL;
      int top = BORDER + i / COLUMNS * (2 * CELL + BORDER);
      for (int shape = 0; shape < 2; shape++) {
        byte[] cell = columns.get(i).get(shape).toBytes();
        for (int y = 0; y < Scene.SIZE; y++) {
          int to = 3 * ((top + shape * CELL + y) * width + left);
          System.arraycopy(cell, 3 * y * Scene.SIZE, rgb, to, 3 * Scene.SIZE);
        }
      }
    }
    return Picture.ofRgb(width, height, rgb);
  }
}
