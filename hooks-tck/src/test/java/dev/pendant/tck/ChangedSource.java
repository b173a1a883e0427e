package dev.pendant.tck;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A source file with something in it replaced, compiled apart from the real one. */
final class ChangedSource {

  private final Path file;
  private final String text;

  private ChangedSource(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  static ChangedSource of(Path file) {
    try {
      return new ChangedSource(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws AssertionError unless the text to replace is there exactly once
   */
  ChangedSource replace(String right, String wrong) {
    int at = text.indexOf(right);
    if (at < 0 || at != text.lastIndexOf(right)) {
      throw new AssertionError(
          file + " must have this exactly once, or the fault is none: " + right);
    }
    return new ChangedSource(file, text.replace(right, wrong));
  }

  void compile(Path folder) {
    JavaCompiler compiler =
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "tests need a JDK");
    StringWriter messages = new StringWriter();
    String classPath = System.getProperty("java.class.path");
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of("-d", folder.toString(), "-cp", classPath, "-proc:none", "-nowarn"),
                null,
                List.of(new Text(file.getFileName().toString(), text)))
            .call();
    if (!compiled) {
      throw new AssertionError("the changed " + file + " does not compile: " + messages);
    }
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String name, String text) {
      super(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
