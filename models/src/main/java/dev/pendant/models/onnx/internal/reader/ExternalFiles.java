package dev.pendant.models.onnx.internal.reader;

import dev.pendant.models.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files beside a model that hold the values of its larger tensors. Only regular files inside
 * the model's folder are opened, links followed, and each tensor's part is read when it is asked
 * for. One thread.
 */
public final class ExternalFiles implements AutoCloseable {

  private final @Nullable Path folder;
  private final Map<Path, Opened> opened = new HashMap<>();

  private ExternalFiles(@Nullable Path folder) {
    this.folder = folder;
  }

  /** The files beside a model file. */
  public static ExternalFiles beside(Path model) {
    Path folder = model.toAbsolutePath().getParent();
    return new ExternalFiles(folder);
  }

  /** For a model that came without a folder: every use is refused. */
  public static ExternalFiles none() {
    return new ExternalFiles(null);
  }

  /**
   * The bytes of one tensor.
   *
   * @param bytes how many its shape and type need
   * @param what the tensor, for messages
   * @throws ModelException if the file is outside the folder, absent, or too short
   */
  ByteBuffer read(ExternalData where, long bytes, String what) {
    if (folder == null) {
      throw new ModelException(
          what
              + " keeps its values in the file '"
              + where.location()
              + "', which a model read from bytes does not have; load the model by its path, or"
              + " embed the weights (torch.onnx.export(..., external_data=False))");
    }
    Path file = inside(folder, where.location(), what);
    Opened data = opened.get(file);
    if (data == null) {
      data = Opened.open(file, what);
      opened.put(file, data);
    }
    return data.read(where, bytes, what);
  }

  /** Neither the words of the path nor the links on its way may lead out of the folder. */
  private static Path inside(Path folder, String location, String what) {
    boolean climbs = false;
    for (String part : location.split("[/\\\\]", -1)) {
      climbs |= part.equals("..");
    }
    // A backslash and a drive letter lead out on Windows, and no exporter writes them.
    if (climbs
        || location.isEmpty()
        || location.startsWith("/")
        || location.indexOf('\\') >= 0
        || location.indexOf(':') >= 0) {
      throw new ModelException(
          what
              + " names the file '"
              + location
              + "' for its values, expected a file in the model's own folder; do not load this"
              + " model unless you know where it comes from, or save it again with onnx.save");
    }
    Path named;
    try {
      named = folder.resolve(location);
    } catch (InvalidPathException e) {
      throw new ModelException(
          what + " names a file that cannot exist for its values: " + e.getMessage(), e);
    }
    if (!Files.isRegularFile(named)) {
      throw new ModelException(
          what
              + " keeps its values in '"
              + location
              + "', expected that file beside the model in "
              + folder
              + "; copy it there, its name unchanged");
    }
    try {
      Path real = named.toRealPath();
      if (!real.startsWith(folder.toRealPath())) {
        throw new ModelException(
            what
                + " keeps its values in '"
                + location
                + "', a link to "
                + real
                + ", which is outside the model's folder; put the file itself there");
      }
      return real;
    } catch (IOException e) {
      throw new ModelException(what + " keeps its values in " + named + ": " + e, e);
    }
  }

  @Override
  public void close() {
    opened.values().forEach(Opened::close);
  }

  /** One file, and how much of it was read. */
  private static final class Opened {

    /** Tensors may share bytes, but a small file must not fill the memory many times over. */
    private static final int MOST_SHARING = 4;

    private final Path file;
    private final FileChannel channel;
    private final long size;
    private long taken;

    private Opened(Path file, FileChannel channel, long size) {
      this.file = file;
      this.channel = channel;
      this.size = size;
    }

    static Opened open(Path file, String what) {
      try {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new Opened(file, channel, channel.size());
      } catch (IOException e) {
        throw new ModelException(what + " keeps its values in " + file + ": " + e, e);
      }
    }

    ByteBuffer read(ExternalData where, long bytes, String what) {
      long length = where.length() < 0 ? size - where.offset() : where.length();
      if (where.offset() > size || length > size - where.offset()) {
        throw new ModelException(
            what
                + " takes "
                + length
                + " bytes from byte "
                + where.offset()
                + " of "
                + file
                + ", which has "
                + size
                + "; copy the file again, it was cut off or belongs to another model");
      }
      if (length != bytes || bytes > Integer.MAX_VALUE) {
        throw new ModelException(
            what
                + " takes "
                + length
                + " bytes of "
                + file
                + ", expected "
                + bytes
                + " for its shape and type (at most 2 GiB); export the model again");
      }
      taken += length;
      if (taken / MOST_SHARING > size) {
        throw new ModelException(
            what + " takes bytes of " + file + " that many others took; the model is damaged");
      }
      ByteBuffer target = ByteBuffer.allocate((int) length);
      try {
        long at = where.offset();
        while (target.hasRemaining()) {
          int count = channel.read(target, at);
          if (count < 0) {
            throw new ModelException(file + " became shorter while it was read; load it again");
          }
          at += count;
        }
      } catch (IOException e) {
        throw new ModelException(what + " keeps its values in " + file + ": " + e, e);
      }
      return target.flip();
    }

    void close() {
      try {
        channel.close();
      } catch (IOException e) {
        // Opened for reading only: there is nothing that could be lost.
        return;
      }
    }
  }
}
