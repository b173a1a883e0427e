package dev.pendant.tck;

import dev.pendant.spi.Backend;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * Loads Pendant and its kit anew, a folder of changed classes first; all else, JUnit among it, is
 * the ordinary loader's.
 */
final class FaultyLoader extends URLClassLoader {

  FaultyLoader(Path changed) throws MalformedURLException {
    super(
        new URL[] {
          changed.toUri().toURL(),
          home(Backend.class),
          home(TckBase.class),
          home(PlainHooksTest.class)
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

  /** The hook specification on the plain backend, as this loader has it. */
  Class<?> tests() throws ClassNotFoundException {
    return loadClass(PlainHooksTest.class.getName());
  }
}
