package dev.pendant.nd4j.samediff;

import java.util.ArrayList;
import java.util.List;

/**
 * An operator that the outputs need, ready to be placed.
 *
 * @param path name scopes, then its own name
 */
record Node(OpSetup op, Kernel kernel, List<String> path) {

  static Node of(OpSetup op, Kernel kernel) {
    List<String> path = new ArrayList<>();
    for (String part : op.name().split("/", -1)) {
      if (!part.isEmpty()) {
        path.add(part.replace('.', '_'));
      }
    }
    return new Node(op, kernel, path);
  }

  boolean isAt(int depth) {
    return path.size() == depth + 1;
  }
}
