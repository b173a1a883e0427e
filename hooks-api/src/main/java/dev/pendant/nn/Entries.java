package dev.pendant.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Named things in the order they came. A reader never sees a half-made change. */
final class Entries<T> {

  private volatile Map<String, T> all = Map.of();

  synchronized void put(String name, T value) {
    Map<String, T> more = new LinkedHashMap<>(all);
    more.put(name, value);
    all = Collections.unmodifiableMap(more);
  }

  @Nullable T get(String name) {
    return all.get(name);
  }

  T require(String name, String owner, String kind) {
    T value = all.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          owner + " has no " + kind + " named '" + name + "'; it has " + all.keySet());
    }
    return value;
  }

  Map<String, T> all() {
    return all;
  }
}
