package dev.pendant.models.onnx.internal.place;

import dev.pendant.models.onnx.internal.graph.OnnxNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Places from the node names of PyTorch's TorchScript exporter (1.13 and later), such as {@code
 * /layer1/layer1.0/relu_1/Relu}: a label per called module, then the operator. A label is the
 * module's name from its last part that is not a number on; {@code _N} at its end tells the N-th
 * further call, unless a module has that very name.
 */
final class SlashNames {

  private static final Pattern NUMBERED = Pattern.compile("(.*)\\.\\d+");
  private static final Pattern REPEATED = Pattern.compile("(.+)_\\d+");

  private final Set<String> modules = new HashSet<>();
  private final Set<String> labels = new HashSet<>();

  /**
   * @param nodes all of the file: whether {@code relu_1} is a second call shows in whether there is
   *     a {@code relu} beside it
   * @param weights names of the weights: what owns one is a module
   */
  SlashNames(List<OnnxNode> nodes, Set<String> weights) {
    for (String weight : weights) {
      for (int dot = weight.indexOf('.'); dot >= 0; dot = weight.indexOf('.', dot + 1)) {
        modules.add(weight.substring(0, dot));
      }
    }
    for (OnnxNode node : nodes) {
      if (has(node)) {
        String scope = "";
        for (String label : scope(node)) {
          scope += "/" + label;
          labels.add(scope);
        }
      }
    }
  }

  static boolean has(OnnxNode node) {
    return node.name().startsWith("/");
  }

  /** Whether it tells of a module; where no node does, the exporter had none to tell of. */
  static boolean hasScope(OnnxNode node) {
    return has(node) && !scope(node).isEmpty();
  }

  private static List<String> scope(OnnxNode node) {
    List<String> parts = Arrays.asList(node.name().split("/", -1));
    return parts.subList(1, parts.size() - 1);
  }

  /** Null for a node without such a name. */
  @Nullable Place place(OnnxNode node) {
    if (!has(node)) {
      return null;
    }
    List<Level> levels = new ArrayList<>();
    String path = "";
    String scope = "";
    for (String label : scope(node)) {
      path = child(path, scope, label);
      scope += "/" + label;
      levels.add(new Level(path, scope, null));
    }
    return Place.of(levels);
  }

  private String child(String parent, String scope, String label) {
    String plain = appended(parent, label);
    Matcher repeated = REPEATED.matcher(label);
    if (modules.contains(plain) || !repeated.matches()) {
      return plain;
    }
    String first = repeated.group(1);
    String base = appended(parent, first);
    boolean again = labels.contains(scope + "/" + first) || modules.contains(base);
    return again ? base : plain;
  }

  /** A label that repeats its parent's own label stands for an entry of a Sequential or a list. */
  private static String appended(String parent, String label) {
    Matcher numbered = NUMBERED.matcher(label);
    if (numbered.matches() && numbered.group(1).equals(ownLabel(parent))) {
      return parent + label.substring(numbered.end(1));
    }
    return parent.isEmpty() ? label : parent + "." + label;
  }

  /** A path from its last part that is not a number on. */
  private static String ownLabel(String path) {
    List<String> atoms = Place.atoms(path);
    int from = atoms.size() - 1;
    while (from > 0 && atoms.get(from).chars().allMatch(Character::isDigit)) {
      from--;
    }
    return String.join(".", atoms.subList(from, atoms.size()));
  }
}
