package dev.pendant.cam.saved;

import dev.pendant.cam.HeatMap;
import dev.pendant.cam.image.Npy;
import dev.pendant.cam.image.NpyArray;
import dev.pendant.cam.image.NpyDoubles;
import dev.pendant.cam.saved.Manifest.ArrayFile;
import dev.pendant.cam.target.Scores;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The arrays of a saved explanation. What is read must be as its manifest says; other errors are
 * those of {@link Npy}, {@link HeatMap} and {@link Scores}.
 */
final class ArrayFiles {

  /** No separator, no drive, no leading dot: nothing that leads out of the folder. */
  private static final Pattern FILE_NAME = Pattern.compile("\\w[\\w.-]{0,99}");

  private static final DType[] FLOATING = {DType.FLOAT32, DType.FLOAT64};

  private final Path folder;

  ArrayFiles(Path folder) {
    this.folder = folder;
  }

  ArrayFile write(String name, HeatMap map) {
    Shape shape = map.shape();
    Npy.write(folder.resolve(name), map.values(), shape);
    return entry(name, new Spec(shape, DType.FLOAT32));
  }

  /** In the precision of the model's output. */
  ArrayFile write(String name, Scores scores) {
    Path path = folder.resolve(name);
    Spec spec = scores.spec();
    double[] values = scores.values();
    if (spec.type() == DType.FLOAT64) {
      Npy.write(path, values, spec.shape());
    } else {
      float[] floats = new float[values.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) values[i];
      }
      Npy.write(path, floats, spec.shape());
    }
    return entry(name, spec);
  }

  private static ArrayFile entry(String name, Spec spec) {
    return new ArrayFile(name, Ids.of(spec.type()), spec.shape().stream().boxed().toList());
  }

  HeatMap map(ArrayFile entry) {
    if (type(entry) != DType.FLOAT32) {
      throw SavedException.differs(folder, "type of " + entry.file(), "float32", entry.type());
    }
    NpyArray array = Npy.read(path(entry));
    requireShape(entry, array.shape());
    return HeatMap.of(array.shape(), array.values());
  }

  Scores scores(ArrayFile entry) {
    Path path = path(entry);
    if (type(entry) == DType.FLOAT64) {
      NpyDoubles array = Npy.readDoubles(path);
      requireShape(entry, array.shape());
      return Scores.of(new Spec(array.shape(), DType.FLOAT64), array.values());
    }
    NpyArray array = Npy.read(path);
    requireShape(entry, array.shape());
    float[] floats = array.values();
    double[] values = new double[floats.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats[i];
    }
    return Scores.of(new Spec(array.shape(), DType.FLOAT32), values);
  }

  private Path path(ArrayFile entry) {
    if (!FILE_NAME.matcher(entry.file()).matches()) {
      throw SavedException.differs(
          folder, "name of an array", "that of a file in this folder", "'" + entry.file() + "'");
    }
    return folder.resolve(entry.file());
  }

  private static DType type(ArrayFile entry) {
    return Ids.find("type of an array", entry.type(), FLOATING);
  }

  private void requireShape(ArrayFile entry, Shape shape) {
    if (!shape.stream().boxed().toList().equals(entry.shape())) {
      throw SavedException.differs(folder, "shape of " + entry.file(), entry.shape(), shape);
    }
  }
}
