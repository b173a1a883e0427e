package dev.pendant.models.weights;

import dev.pendant.models.ModelException;
import dev.pendant.models.weights.TorchObjects.TensorRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the state dict, which maps strings to tensors and nothing else, in what a pickle held. */
final class StateDictFinder {

  private static final int MOST_LISTED = 20;

  private StateDictFinder() {}

  /**
   * @param entry keys to go down by
   */
  static Map<String, TensorRef> find(Object root, List<String> entry) {
    Object found = root;
    for (String key : entry) {
      if (!(found instanceof Map<?, ?> dict) || dict.get(key) == null) {
        throw new ModelException("has no entry '" + key + "'; it holds " + describe(found));
      }
      found = dict.get(key);
    }
    if (!(found instanceof Map<?, ?> dict)) {
      throw new ModelException(
          "holds " + describe(found) + ", expected a state dict; " + TorchObjects.HOW_TO_SAVE);
    }
    Map<String, TensorRef> tensors = new LinkedHashMap<>();
    dict.forEach(
        (key, value) -> {
          if (!(key instanceof String name) || !(value instanceof TensorRef tensor)) {
            throw new ModelException(
                "holds more than a state dict: " + describe(dict) + "; " + advice(dict));
          }
          tensors.put(name, tensor);
        });
    return tensors;
  }

  private static String advice(Map<?, ?> dict) {
    for (Map.Entry<?, ?> entry : dict.entrySet()) {
      if (entry.getValue() instanceof Map<?, ?> inner
          && !inner.isEmpty()
          && inner.values().stream().allMatch(TensorRef.class::isInstance)) {
        return "read one of them: Weights.read(file, \"" + entry.getKey() + "\")";
      }
    }
    return TorchObjects.HOW_TO_SAVE;
  }

  private static String describe(Object value) {
    if (value instanceof Map<?, ?> dict) {
      List<String> entries = new ArrayList<>();
      dict.forEach((key, inner) -> entries.add(key + " (" + kind(inner) + ")"));
      int shown = Math.min(MOST_LISTED, entries.size());
      return "a dict of "
          + String.join(", ", entries.subList(0, shown))
          + (shown < entries.size() ? " and " + (entries.size() - shown) + " more" : "");
    }
    return kind(value);
  }

  private static String kind(Object value) {
    if (value instanceof Map<?, ?> dict) {
      return "a dict of " + dict.size();
    }
    if (value instanceof List<?> list) {
      return "a list of " + list.size();
    }
    return value instanceof TensorRef tensor ? "a tensor " + tensor.shape() : "no tensor";
  }
}
