package dev.pendant.cli;

import dev.pendant.cam.Explanation;
import dev.pendant.cam.Finish;
import dev.pendant.cam.HeatMap;
import dev.pendant.cam.Status;
import dev.pendant.cam.image.Npy;
import dev.pendant.cam.image.Overlay;
import dev.pendant.cam.image.Picture;
import dev.pendant.cam.image.Pictures;
import dev.pendant.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files that explain one picture. What an earlier command left under their names goes first.
 */
final class ResultFiles {

  private final Path folder;
  private final String base;

  /**
   * @param folder there already, see {@link #makeFolder}
   * @param base {@code NAME.METHOD}
   * @throws InputException if an old answer cannot be removed
   */
  ResultFiles(Path folder, String base) {
    this.folder = folder;
    this.base = base;
    // Whoever finds the answer finds all it names: it is written last, and the old one goes first.
    remove(answer());
  }

  /**
   * @throws InputException if there is no such folder and none can be made
   */
  static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InputException(
          "--out "
              + folder
              + ": expected a folder, or a place for one, but "
              + FileFault.of(e)
              + "; choose another",
          e);
    }
  }

  /** Where the answer in JSON belongs. */
  Path answer() {
    return folder.resolve(base + ".json");
  }

  /**
   * Draws and saves a map at the picture's size, if it means something.
   *
   * @param finish makes the map
   * @param classPart CLASS in the names of the files
   */
  Written write(
      Explanation explanation, Finish finish, Picture picture, Overlay overlay, String classPart) {
    String name = base + "." + classPart;
    Path png = folder.resolve(name + ".png");
    Path npy = folder.resolve(name + ".npy");
    if (explanation.status() != Status.OK) {
      remove(png);
      remove(npy);
      return new Written(null, null);
    }
    HeatMap map = explanation.finished(finish, picture.height(), picture.width());
    float[] values = map.values();
    Npy.write(npy, values, Shape.of(map.height(), map.width()));
    Pictures.writePng(png, overlay.over(picture, map.forDrawing().values()));
    return new Written(png, npy);
  }

  private static void remove(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new InputException(
          path + ": an old result cannot be removed (" + FileFault.of(e) + ")", e);
    }
  }
}
