package dev.pendant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pendant.spi.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;

/** Folders a and b to put providers into, settings to choose by, and a logger that remembers. */
abstract class DiscoveryFixture {

  static final String USABLE = "Availability.usable(\"cpu\")";

  static final String DJL_COORDINATES = "dev.pendant:hooks-djl:" + KnownBackends.version();
  static final String ND4J_COORDINATES = "dev.pendant:hooks-nd4j:" + KnownBackends.version();
  static final String FAT_JAR =
      "in a fat jar, merge the files META-INF/services/dev.pendant.spi.BackendProvider";

  PluginFolder a;
  PluginFolder b;
  final Map<String, String> properties = new HashMap<>();
  final Map<String, String> environment = new HashMap<>();
  private final Queue<SubstituteLoggingEvent> log = new ArrayDeque<>();

  @BeforeEach
  void makeFolders(@TempDir Path temp) throws IOException {
    a = new PluginFolder(Files.createDirectory(temp.resolve("a")));
    b = new PluginFolder(Files.createDirectory(temp.resolve("b")));
    IdleBackend.PROBED.clear();
  }

  Backends discover() {
    return discover(List.of(PluginFolder.loader(a, b)));
  }

  Backends discover(List<ClassLoader> loaders) {
    return new Backends(
        loaders, properties::get, environment::get, new SubstituteLogger("test", log, false));
  }

  String opened(@Nullable String requested) {
    try (Backend backend = discover().open(requested)) {
      return backend.id();
    }
  }

  /** The error of opening, checked to be one line. */
  BackendException refusal(@Nullable String requested) {
    Backends backends = discover();
    BackendException refusal =
        catchThrowableOfType(BackendException.class, () -> backends.open(requested));
    assertThat(refusal).as("refusal").isNotNull();
    assertThat(refusal.getMessage()).doesNotContain("\n");
    return refusal;
  }

  List<String> ids(Backends backends) {
    return backends.candidates().stream().map(BackendCandidate::id).toList();
  }

  List<String> logged(Level level) {
    return log.stream()
        .filter(event -> event.getLevel() == level)
        .map(event -> format(event))
        .toList();
  }

  private static String format(SubstituteLoggingEvent event) {
    Object[] arguments = event.getArgumentArray();
    return org.slf4j.helpers.MessageFormatter.arrayFormat(event.getMessage(), arguments)
        .getMessage();
  }
}
