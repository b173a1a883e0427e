package dev.pendant.djl;

import dev.pendant.spi.OpTable;

/** This backend's table of operators. */
final class DjlOperators {

  private DjlOperators() {}

  static OpTable<Kernel> table() {
    OpTable.Builder<Kernel> table = new OpTable.Builder<>();
    ElementwiseRows.addTo(table);
    ReductionRows.addTo(table);
    ShapeRows.addTo(table);
    LinearAlgebraRows.addTo(table);
    PoolingRows.addTo(table);
    NormalisationRows.addTo(table);
    ResamplingRows.addTo(table);
    return table.build();
  }
}
