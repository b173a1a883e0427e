package dev.pendant.tck;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Loads everything but the JDK afresh and notes which classes outside a provider's code it was. */
final class RecordingLoader extends ClassLoader {

  private final ClassLoader original;
  private final List<String> ownPrefixes;
  private final List<String> foreign = Collections.synchronizedList(new ArrayList<>());

  /** Own code is the provider's package and below, Pendant, and what hooks-api may use. */
  RecordingLoader(Class<?> provider) {
    super(ClassLoader.getPlatformClassLoader());
    this.original = provider.getClassLoader();
    this.ownPrefixes =
        List.of(provider.getPackageName() + ".", "dev.pendant.", "org.slf4j.", "org.jspecify.");
  }

  /** Names of classes that are neither the provider's own nor the JDK's. */
  List<String> foreign() {
    return List.copyOf(foreign);
  }

  /** Called for what the JDK does not have. */
  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream file = original.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      if (ownPrefixes.stream().noneMatch(name::startsWith)) {
        foreign.add(name);
      }
      byte[] code = file.readAllBytes();
      return defineClass(name, code, 0, code.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
