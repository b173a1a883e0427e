package dev.pendant.cli;

import dev.pendant.cam.image.Picture;
import dev.pendant.cam.image.Pictures;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture to explain: a file, or the built-in sample.
 *
 * @param path null for the sample
 */
record PictureSource(@Nullable Path path) {

  /**
   * The files named, or the sample if none is.
   *
   * @throws UsageException if a name is empty
   */
  static List<PictureSource> of(List<Path> paths) {
    if (paths.contains(Path.of(""))) {
      throw new UsageException("an IMAGE is empty: check the variable it came from");
    }
    return paths.isEmpty()
        ? List.of(new PictureSource(null))
        : paths.stream().map(PictureSource::new).toList();
  }

  /** As answers name it. */
  String name() {
    return path == null ? "builtin:sample" : path.toString();
  }

  /** As files are named after it, perhaps with an extension. */
  String fileName() {
    return path == null ? "sample" : String.valueOf(path.getFileName());
  }

  /**
   * @throws dev.pendant.cam.image.PictureException if the file is no picture
   */
  Picture read() {
    return path == null ? SamplePicture.draw() : Pictures.read(path);
  }
}
