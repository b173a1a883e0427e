package dev.pendant.models.onnx.internal.place;

import java.util.ArrayList;
import java.util.List;

/** The {@code repr} of a Python list of strings, such as {@code ['', 'layer1', "it's"]}. */
final class PythonList {

  private PythonList() {}

  /** The strings; none if the text is anything else. */
  static List<String> parse(String text) {
    String inner = text.strip();
    if (!inner.startsWith("[") || !inner.endsWith("]") || inner.length() < 2) {
      return List.of();
    }
    List<String> strings = new ArrayList<>();
    int at = 1;
    int end = inner.length() - 1;
    while (at < end) {
      char quote = inner.charAt(at);
      if (quote != '\'' && quote != '"') {
        if (quote != ',' && quote != ' ') {
          return List.of();
        }
        at++;
        continue;
      }
      StringBuilder string = new StringBuilder();
      at++;
      while (at < end && inner.charAt(at) != quote) {
        if (inner.charAt(at) == '\\') {
          at++;
        }
        string.append(inner.charAt(at));
        at++;
      }
      if (at >= end) {
        return List.of();
      }
      at++;
      strings.add(string.toString());
    }
    return strings;
  }
}
