package dev.pendant.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What an exception of the file system means, without its class and the path said before. */
final class FileFault {

  private FileFault() {}

  static String of(IOException e) {
    if (e instanceof FileAlreadyExistsException there) {
      return there.getFile() + " is a file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException missing) {
      return "there is no " + missing.getFile() + ", and it cannot be made";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "a folder of that name is in the way";
    }
    String reason = e instanceof FileSystemException other ? other.getReason() : e.getMessage();
    return reason == null ? "the system says no more" : reason;
  }
}
