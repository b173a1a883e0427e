package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.onnx.internal.graph.OnnxNode;
import java.util.HashMap;
import java.util.Map;

/** Every ONNX operator that runs on a backend, by name. */
public final class Rows {

  private static final Map<String, Row> TABLE = table();

  /** All others answer one tensor; what else ONNX gives them (indices, masks) is not computed. */
  private static final String SEVERAL_OUTPUTS = "Split";

  private Rows() {}

  private static Map<String, Row> table() {
    Map<String, Row> rows = new HashMap<>();
    rows.putAll(ConvolutionRows.rows());
    rows.putAll(TransposedConvolutionRows.rows());
    rows.putAll(PoolingRows.rows());
    rows.putAll(LinearRows.rows());
    rows.putAll(NormalisationRows.rows());
    rows.putAll(ElementwiseRows.rows());
    rows.putAll(ReductionRows.rows());
    rows.putAll(ShapeRows.rows());
    rows.putAll(SelectionRows.rows());
    rows.putAll(IdentityRows.rows());
    rows.putAll(ConditionRows.rows());
    rows.putAll(PadRows.rows());
    rows.putAll(ResizeRows.rows());
    rows.putAll(ScatterRows.rows());
    rows.putAll(EinsumRows.rows());
    rows.putAll(AttentionRows.rows());
    rows.putAll(ChannelRows.rows());
    return Map.copyOf(rows);
  }

  static boolean has(OnnxNode node) {
    return node.domain().isEmpty() && TABLE.containsKey(node.type());
  }

  public static Kernel prepare(NodeSetup setup) {
    Row row = TABLE.get(setup.node().type());
    if (row == null) {
      throw setup.refuse("is not supported");
    }
    if (!setup.node().type().equals(SEVERAL_OUTPUTS)) {
      setup.checkFurtherOutputsUnused();
    }
    try {
      return row.prepare(setup);
    } catch (ArithmeticException e) {
      throw setup.refuse("an attribute is out of all proportion (" + e.getMessage() + ")");
    }
  }
}
