package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.ModelException;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The row for Einstein sums: axes are summed, aligned and multiplied two operands at a time. */
final class EinsumRows {

  private static final Pattern EQUATION = Pattern.compile("[A-Za-z]*(,[A-Za-z]*)*(->[A-Za-z]*)?");

  private EinsumRows() {}

  static Map<String, Row> rows() {
    return Map.of("Einsum", EinsumRows::einsum);
  }

  private static Kernel einsum(NodeSetup node) {
    String equation = node.attributes().text("equation", "").replace(" ", "");
    node.check(
        EQUATION.matcher(equation).matches(),
        "equation '" + equation + "' is not supported; letters only, without '...'");
    String[] sides = equation.split("->", -1);
    List<String> terms = List.of(sides[0].split(",", -1));
    String target = sides.length > 1 ? sides[1] : once(sides[0]);
    node.check(
        terms.size() == node.node().inputs().size(),
        "equation '" + equation + "' takes " + terms.size() + " inputs");
    for (String term : terms) {
      node.check(
          term.chars().distinct().count() == term.length(),
          "equation '" + equation + "' repeats an axis of one input, which is not supported");
    }
    node.check(
        target.chars().allMatch(label -> sides[0].indexOf(label) >= 0)
            && target.chars().distinct().count() == target.length(),
        "equation '" + equation + "' asks for an axis that no input has, or for one twice");
    List<Operand> operands = node.tensors();
    return Kernel.of(
        frame -> {
          List<Labelled> inputs = new ArrayList<>();
          for (int i = 0; i < terms.size(); i++) {
            inputs.add(Labelled.of(operands.get(i).in(frame), terms.get(i)));
          }
          return sum(inputs, target);
        });
  }

  /** The output where an equation states none: what appears once, in the order of the alphabet. */
  private static String once(String terms) {
    StringBuilder found = new StringBuilder();
    terms
        .chars()
        .filter(label -> label != ',' && terms.indexOf(label) == terms.lastIndexOf(label))
        .sorted()
        .forEach(label -> found.append((char) label));
    return found.toString();
  }

  private static Tensor sum(List<Labelled> inputs, String target) {
    Labelled product = inputs.get(0);
    for (int i = 1; i < inputs.size(); i++) {
      Set<Character> later = new HashSet<>(characters(target));
      inputs.subList(i + 1, inputs.size()).forEach(input -> later.addAll(input.labels));
      product = product.times(inputs.get(i), later);
    }
    return product.keeping(new HashSet<>(characters(target))).ordered(characters(target)).tensor;
  }

  private static List<Character> characters(String text) {
    return text.chars().mapToObj(c -> (char) c).toList();
  }

  /** A tensor with a letter for each axis. */
  private record Labelled(Tensor tensor, List<Character> labels) {

    static Labelled of(Tensor tensor, String term) {
      if (tensor.shape().rank() != term.length()) {
        throw new ModelException("term '" + term + "' does not fit " + tensor.shape());
      }
      return new Labelled(tensor, characters(term));
    }

    private long extent(char label) {
      return tensor.shape().get(labels.indexOf(label));
    }

    Labelled keeping(Set<Character> kept) {
      List<Integer> gone = new ArrayList<>();
      for (int i = 0; i < labels.size(); i++) {
        if (!kept.contains(labels.get(i))) {
          gone.add(i);
        }
      }
      return gone.isEmpty()
          ? this
          : new Labelled(
              tensor.sum(gone.toArray(Integer[]::new)),
              labels.stream().filter(kept::contains).toList());
    }

    Labelled ordered(List<Character> order) {
      return new Labelled(
          Pieces.permuted(tensor, order.stream().map(labels::indexOf).toList()), order);
    }

    /** The axes joined to three, in groups. */
    private Tensor grouped(List<List<Character>> groups) {
      List<Character> order = groups.stream().flatMap(List::stream).toList();
      long[] extents =
          groups.stream()
              .mapToLong(g -> g.stream().mapToLong(this::extent).reduce(1, (a, b) -> a * b))
              .toArray();
      return ordered(order).tensor.reshape(extents);
    }

    /** The product, summed over what neither the output nor a later operand needs. */
    Labelled times(Labelled other, Set<Character> later) {
      Set<Character> left = new HashSet<>(later);
      left.addAll(other.labels);
      Set<Character> right = new HashSet<>(later);
      right.addAll(labels);
      return keeping(left).product(other.keeping(right), later);
    }

    private Labelled product(Labelled other, Set<Character> later) {
      List<Character> batch = new ArrayList<>();
      List<Character> summed = new ArrayList<>();
      List<Character> mine = new ArrayList<>();
      for (char label : labels) {
        boolean shared = other.labels.contains(label);
        if (shared && extent(label) != other.extent(label)) {
          throw new ModelException(
              "axis '" + label + "' is " + extent(label) + " and " + other.extent(label));
        }
        (shared ? later.contains(label) ? batch : summed : mine).add(label);
      }
      List<Character> others =
          other.labels.stream().filter(label -> !labels.contains(label)).toList();
      Tensor product =
          grouped(List.of(batch, mine, summed))
              .matmul(other.grouped(List.of(batch, summed, others)));
      List<Character> all = new ArrayList<>(batch);
      all.addAll(mine);
      all.addAll(others);
      long[] extents =
          all.stream().mapToLong(l -> labels.contains(l) ? extent(l) : other.extent(l)).toArray();
      return new Labelled(product.reshape(extents), all);
    }
  }
}
