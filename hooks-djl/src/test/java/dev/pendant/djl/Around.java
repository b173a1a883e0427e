package dev.pendant.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** A user's Java code around another block. */
final class Around extends AbstractBlock {

  private final Block inner;

  Around(String name, Block inner) {
    this.inner = addChildBlock(name, inner);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    return inner.forward(store, inputs, training);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return inner.getOutputShapes(inputs);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    inner.initialize(manager, type, inputs);
  }
}
