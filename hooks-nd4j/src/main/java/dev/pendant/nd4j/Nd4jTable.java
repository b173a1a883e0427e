package dev.pendant.nd4j;

import dev.pendant.spi.OpTable;

/** The backend's table, put together from its rows. */
final class Nd4jTable {

  private Nd4jTable() {}

  static OpTable<Kernel> create() {
    OpTable.Builder<Kernel> table = new OpTable.Builder<>();
    ElementwiseRows.addTo(table);
    ActivationRows.addTo(table);
    ReductionRows.addTo(table);
    ShapeRows.addTo(table);
    MatMulRows.addTo(table);
    ConvolutionRows.addTo(table);
    PoolingRows.addTo(table);
    NormalisationRows.addTo(table);
    ResamplingRows.addTo(table);
    return table.build();
  }
}
