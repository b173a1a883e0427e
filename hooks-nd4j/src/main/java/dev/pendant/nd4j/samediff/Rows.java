package dev.pendant.nd4j.samediff;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every SameDiff operator that can be imported, by ND4J's name. */
final class Rows {

  private static final Map<String, Row> TABLE = table();

  private Rows() {}

  private static Map<String, Row> table() {
    Map<String, Row> rows = new HashMap<>();
    rows.putAll(ArithmeticRows.rows());
    rows.putAll(ActivationRows.rows());
    rows.putAll(ReductionRows.rows());
    rows.putAll(ShapeRows.rows());
    rows.putAll(SelectionRows.rows());
    rows.putAll(LinearRows.rows());
    rows.putAll(ConvolutionRows.rows());
    rows.putAll(PoolingRows.rows());
    rows.putAll(NormalisationRows.rows());
    return Map.copyOf(rows);
  }

  static @Nullable Row of(String type) {
    return TABLE.get(type);
  }

  static Set<String> names() {
    return new TreeSet<>(TABLE.keySet());
  }
}
