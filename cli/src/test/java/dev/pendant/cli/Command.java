package dev.pendant.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the start script of the packaged distribution, as a user would. */
final class Command {

  /** Where Maven has put the distribution. */
  static final Path HOME = Path.of(System.getProperty("pendant.distribution"));

  private final Path home;
  private final Path folder;
  private final Map<String, String> environment;

  private Command(Path home, Path folder, Map<String, String> environment) {
    this.home = home;
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * @param folder to run in
   */
  static Command in(Path folder) {
    return new Command(HOME, folder, Map.of());
  }

  /** The same with an environment variable. */
  Command with(String variable, String value) {
    return new Command(home, folder, Map.of(variable, value));
  }

  /** The same from a distribution with these backends alone, made of links beside the whole one. */
  Command withBackends(String... ids) throws IOException {
    Path target = Files.createTempDirectory(HOME.getParent(), "only " + String.join(" ", ids));
    Files.createDirectories(target.resolve("bin"));
    Files.copy(HOME.resolve("bin/pendant"), target.resolve("bin/pendant"));
    Files.createSymbolicLink(target.resolve("lib"), HOME.resolve("lib"));
    for (String id : ids) {
      Files.createDirectories(target.resolve("backends"));
      Files.createSymbolicLink(
          target.resolve("backends").resolve(id), HOME.resolve("backends").resolve(id));
    }
    return new Command(target, folder, environment);
  }

  /** What a run came to. */
  record Outcome(int code, String out, String err) {}

  Outcome run(String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(home.resolve("bin/pendant").toString()));
    line.addAll(List.of(arguments));
    Path out = Files.createTempFile("pendant-", ".out");
    Path err = Files.createTempFile("pendant-", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException("still running after three minutes: " + line);
      }
      return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
