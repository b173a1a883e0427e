package dev.pendant.models.onnx.internal.place;

import org.jspecify.annotations.Nullable;

/**
 * One module on the way from the root to a node.
 *
 * @param path in the tree, such as {@code layer1.0.relu}
 * @param key tells two calls of one module apart where the file does
 * @param type class of the module, null where the file does not tell
 */
public record Level(String path, String key, @Nullable String type) {

  Level(String path) {
    this(path, path, null);
  }
}
