package dev.pendant.djl;

import ai.djl.Model;
import ai.djl.nn.Block;
import dev.pendant.PendantException;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;

/**
 * A user's own DJL network as a module tree, to hang hooks on.
 *
 * <p>{@link ai.djl.nn.SequentialBlock}, {@link ai.djl.nn.ParallelBlock} and {@link
 * ai.djl.nn.LambdaBlock} open up; a child's name is the one {@link Block#getChildren()} gives, with
 * dots and slashes in it replaced by underscores. The function that joins a parallel block's
 * branches is part of that block: its gradient flows, and its result is the block's output. Every
 * other block is one opaque module, with hooks on its outside and gradients through it: what it
 * computes is Java code that nothing can see into. A TorchScript model is one, too.
 *
 * <p>The block is only read, so it can go on working in a {@code Predictor} or a {@code Trainer}.
 * It is always run as in inference ({@code training = false}).
 *
 * <p>Its parameters are Pendant parameters that share the block's memory: what a trainer changes,
 * the module sees (and then a backward pass through a call made before fails instead of giving
 * wrong gradients). They require no gradient until asked to by {@link
 * dev.pendant.tensor.Tensor#requireGrad()}. A value put into one, by {@code assign} or {@code
 * loadStateDict}, is the module's alone and does not reach the block. Gradients come to a parameter
 * where a block takes it from its {@code ParameterStore}, as all of DJL's own do. Where a block's
 * own code stops the gradient, the gradient is zero, as it is in DJL. A TorchScript model's
 * parameters are inside the model: they cannot be had; and gradients pass through it only if it was
 * loaded with the option {@code trainParam=true} and then frozen by {@code freezeParameters(true)},
 * since DJL loads it for inference alone otherwise.
 *
 * <p>Closing the module closes nothing of the user's.
 */
public final class DjlModules {

  private DjlModules() {}

  /**
   * @param block initialised, on the CPU, of the PyTorch engine
   * @param backend a backend {@code djl}; the tensors the module is called with must be its own
   * @return for the caller to close
   * @throws PendantException if the block is not initialised, or has parameters that are neither
   *     float32, float64 nor int64; all of them are named
   */
  public static Module wrap(Block block, Backend backend) {
    if (!(backend instanceof DjlBackend djl)) {
      throw new PendantException(
          "a DJL block runs on backend djl, got backend "
              + backend.id()
              + " ("
              + backend.getClass().getName()
              + "); open one with Backends and the id djl");
    }
    BlockCheck.check(block);
    return BlockTree.of(djl, block);
  }

  /** The same for a model's block; the model stays the caller's to close, before or after. */
  public static Module wrap(Model model, Backend backend) {
    return wrap(model.getBlock(), backend);
  }
}
