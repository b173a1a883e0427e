package dev.pendant.models.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Changes what is in a ZIP file, so that the file stays one that can be opened. */
final class ZipFiles {

  private ZipFiles() {}

  static boolean isZip(byte[] file) {
    return file.length > 4 && file[0] == 'P' && file[1] == 'K';
  }

  /** The file with the pickle in it changed, all entries stored as they are. */
  static byte[] withPickle(byte[] file, UnaryOperator<byte[]> change) {
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    try {
      // Not a stream of entries: those of torch.save tell their size in the directory only.
      Path temporary = Files.write(Files.createTempFile("fuzz", ".zip"), file);
      try (ZipFile in = new ZipFile(temporary.toFile());
          ZipOutputStream out = new ZipOutputStream(changed)) {
        for (ZipEntry entry : Collections.list(in.entries())) {
          byte[] content = in.getInputStream(entry).readAllBytes();
          boolean pickle = entry.getName().endsWith("/data.pkl");
          store(out, entry.getName(), pickle ? change.apply(content) : content);
        }
      } finally {
        Files.delete(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the corpus holds a damaged file", e);
    }
    return changed.toByteArray();
  }

  private static void store(ZipOutputStream out, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(crc.getValue());
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }
}
