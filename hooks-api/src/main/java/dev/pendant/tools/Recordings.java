package dev.pendant.tools;

import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one thread saw, by path and call; the newest of a path and call replaces the one before, so
 * it does not grow from pass to pass.
 *
 * @param <T> what is held for a tensor
 */
final class Recordings<T> {

  private final Function<Tensor, T> take;
  private final Consumer<T> free;
  private final Thread thread = Thread.currentThread();
  private final Map<String, TreeMap<Integer, List<@Nullable T>>> held = new LinkedHashMap<>();
  private boolean closed;

  private Recordings(Function<Tensor, T> take, Consumer<T> free) {
    this.take = take;
    this.free = free;
  }

  /** Holds tensors of its own, out of every scope and off the tape, which share the values. */
  static Recordings<Tensor> keeping() {
    return new Recordings<>(tensor -> tensor.detach().keep(), Tensor::close);
  }

  /** Holds values, and no native memory. */
  static Recordings<float[]> copying() {
    return new Recordings<>(Tensor::toFloatArray, values -> {});
  }

  /** Does nothing on other threads, or after close: a backward hook outlives its handle (H-159). */
  synchronized void put(String path, int call, Tensors tensors) {
    if (closed || Thread.currentThread() != thread) {
      return;
    }
    List<@Nullable T> taken = new ArrayList<>();
    for (Tensor tensor : tensors.slots()) {
      taken.add(tensor == null ? null : take.apply(tensor));
    }
    release(held.computeIfAbsent(path, key -> new TreeMap<>()).put(call, taken));
  }

  synchronized List<@Nullable T> all(String path, int call) {
    List<@Nullable T> found = held.getOrDefault(path, new TreeMap<>()).get(call);
    if (found == null) {
      throw new IllegalArgumentException(
          "nothing was recorded of call %d of '%s'; there is %s (only what %s ran is recorded)"
              .formatted(call, path, contents(), thread));
    }
    return found;
  }

  synchronized T single(String path, int call) {
    List<@Nullable T> found = all(path, call);
    T value = found.size() == 1 ? found.get(0) : null;
    if (value == null) {
      throw new IllegalArgumentException(
          "call %d of '%s' has %d slots, not one that is filled; ask for all of them"
              .formatted(call, path, found.size()));
    }
    return value;
  }

  synchronized T only(String path) {
    TreeMap<Integer, List<@Nullable T>> calls = held.get(path);
    if (calls != null && calls.size() > 1) {
      throw new IllegalArgumentException(
          "'%s' was recorded in calls %s; say which".formatted(path, calls.keySet()));
    }
    return single(path, calls == null || calls.isEmpty() ? 0 : calls.firstKey());
  }

  synchronized int calls(String path) {
    TreeMap<Integer, List<@Nullable T>> calls = held.get(path);
    return calls == null ? 0 : calls.size();
  }

  synchronized List<String> paths() {
    return List.copyOf(held.keySet());
  }

  synchronized void clear() {
    held.values().forEach(calls -> calls.values().forEach(this::release));
    held.clear();
  }

  synchronized void close() {
    closed = true;
    clear();
  }

  private void release(@Nullable List<@Nullable T> values) {
    if (values != null) {
      for (T value : values) {
        if (value != null) {
          free.accept(value);
        }
      }
    }
  }

  private String contents() {
    return held.isEmpty()
        ? "nothing"
        : held.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue().keySet())
            .collect(Collectors.joining(", "));
  }
}
