package dev.pendant.models.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;

/** A file nobody may read: the file system writes down when somebody does. */
final class Canary {

  private static final FileTime LONG_AGO = FileTime.fromMillis(0);

  private final Path file;

  Canary(Path file, int bytes) throws IOException {
    this.file = Files.write(file, new byte[bytes]);
  }

  /** Forgets who read it so far. */
  void reset() throws IOException {
    Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(null, LONG_AGO, null);
  }

  boolean wasRead() throws IOException {
    FileTime read = (FileTime) Files.getAttribute(file, "lastAccessTime");
    return !read.equals(LONG_AGO);
  }

  /** Whether this file system writes it down at all; some are mounted not to. */
  boolean works() throws IOException {
    reset();
    Files.readAllBytes(file);
    boolean works = wasRead();
    reset();
    return works;
  }
}
