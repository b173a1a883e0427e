package dev.pendant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.spi.BackendProvider;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A class path entry made on the spot: freshly compiled classes and a services file. */
final class PluginFolder {

  static final String SERVICES = "META-INF/services/" + BackendProvider.class.getName();

  private final Path root;

  PluginFolder(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** A provider that works as the given expression of type Availability says, and is listed. */
  PluginFolder provider(String className, String id, String availability) throws IOException {
    return provider(className, id, availability, "new dev.pendant.IdleBackend(\"" + id + "\")");
  }

  PluginFolder provider(String className, String id, String availability, String backend)
      throws IOException {
    return source(className, "", "", id, availability, backend).listed(className);
  }

  /** Not listed. */
  PluginFolder source(
      String className,
      String heritage,
      String member,
      String id,
      String availability,
      String backend)
      throws IOException {
    return source(
        className,
        """
        import dev.pendant.spi.*;
        public class %s %s implements BackendProvider {
          %s
          public String id() { return "%s"; }
          public String version() { return "1.0"; }
          public Availability availability() {
            dev.pendant.IdleBackend.PROBED.add("%s");
            return %s;
          }
          public Backend open() { return %s; }
        }
        """
            .formatted(className, heritage, member, id, id, availability, backend));
  }

  PluginFolder source(String className, String code) throws IOException {
    Path file = Files.writeString(root.resolve(className + ".java"), code);
    String classPath =
        Stream.of(BackendProvider.class, IdleBackend.class, Nullable.class)
            .map(CodeLocation::of)
            .reduce(root.toString(), (a, b) -> a + java.io.File.pathSeparator + b);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-cp", classPath, file.toString());
    assertThat(status).as("compiling %s", file).isZero();
    return this;
  }

  PluginFolder without(String className) throws IOException {
    Files.delete(root.resolve(className + ".class"));
    return this;
  }

  /** Adds a line to the services file. */
  PluginFolder listed(String line) throws IOException {
    Path services = root.resolve(SERVICES);
    Files.createDirectories(services.getParent());
    String before = Files.exists(services) ? Files.readString(services) : "";
    Files.writeString(services, before + line + "\n");
    return this;
  }

  /**
   * A loader of these folders, which sees Pendant but none of the services of this module's tests.
   */
  static URLClassLoader loader(PluginFolder... folders) {
    return new URLClassLoader("plugins", urls(folders), new WithoutServices());
  }

  private static URL[] urls(PluginFolder... folders) {
    return Stream.of(folders).map(PluginFolder::url).toArray(URL[]::new);
  }

  private static URL url(PluginFolder folder) {
    try {
      return folder.root.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  private static final class WithoutServices extends ClassLoader {

    WithoutServices() {
      super(PluginFolder.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals(SERVICES) ? Collections.enumeration(List.of()) : super.getResources(name);
    }
  }
}
