package dev.pendant.tck;

import dev.pendant.spi.Backend;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads Pendant and its kit anew, a folder of changed classes first; all else, JUnit among it, is
 * the ordinary loader's.
 */
final class FaultyLoader extends URLClassLoader {

  FaultyLoader(Path changed) throws java.net.MalformedURLException {
    super(
        new URL[] {
          changed.toUri().toURL(),
          home(Backend.class),
          home(TckBase.class),
          home(PlainHookAreas.class)
        },
        FaultyLoader.class.getClassLoader());
  }

  private static URL home(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("dev.pendant.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  /** The areas of the kit, as this loader has them. */
  List<Class<?>> areas() throws ClassNotFoundException {
    return List.of(loadClass(PlainHookAreas.class.getName()).getDeclaredClasses());
  }
}
