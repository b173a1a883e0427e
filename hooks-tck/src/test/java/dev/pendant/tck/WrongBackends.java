package dev.pendant.tck;

import dev.pendant.op.Op;
import dev.pendant.spi.Backend;
import dev.pendant.spi.Evaluation;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.Vjp;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Backends that are wrong on purpose, each in one way. */
enum WrongBackends {

  /** Every gradient is zero. */
  RETURNS_ZEROS(ReturnsZeros::new),
  /** A product's gradients go to each other's inputs. */
  SWAPS_INPUTS_OF_A_VJP(SwapsInputs::new),
  /** What an operation saved for its backward pass is never freed. */
  LEAKS(Leaks::new),
  /** The gradients of a sum are one array, and whoever closes one closes both. */
  SHARES_ONE_ARRAY_BETWEEN_SIBLINGS(SharesArrays::new);

  private final Supplier<Backend> backend;

  WrongBackends(Supplier<Backend> backend) {
    this.backend = backend;
  }

  PlainProvider provider() {
    return new PlainProvider() {
      @Override
      public Backend open() {
        return backend.get();
      }
    };
  }

  private static final class ReturnsZeros extends PlainBackend {
    @Override
    Values gradient(Op op, List<Values> in, Values seed, int input) {
      return new Values(in.get(input).spec(), new double[in.get(input).size()]);
    }
  }

  private static final class SwapsInputs extends PlainBackend {
    @Override
    Values gradient(Op op, List<Values> in, Values seed, int input) {
      boolean swap = op instanceof Op.Mul && in.get(0).spec().equals(in.get(1).spec());
      return super.gradient(op, in, seed, swap ? 1 - input : input);
    }
  }

  private static final class Leaks extends PlainBackend {
    @Override
    public Evaluation evaluate(
        Op op, List<? extends NativeArray> inputs, boolean[] gradientWanted) {
      Evaluation right = super.evaluate(op, inputs, gradientWanted);
      Vjp vjp = right.vjp();
      return vjp == null ? right : new Evaluation(right.outputs(), new NeverFreed(vjp));
    }
  }

  private record NeverFreed(Vjp vjp) implements Vjp {
    @Override
    public List<@Nullable NativeArray> apply(
        List<? extends @Nullable NativeArray> outputGradients, boolean[] wanted) {
      return vjp.apply(outputGradients, wanted);
    }

    @Override
    public void close() {}
  }

  private static final class SharesArrays extends PlainBackend {
    @Override
    public Evaluation evaluate(
        Op op, List<? extends NativeArray> inputs, boolean[] gradientWanted) {
      Evaluation right = super.evaluate(op, inputs, gradientWanted);
      Vjp vjp = right.vjp();
      return vjp == null || !(op instanceof Op.Add)
          ? right
          : new Evaluation(right.outputs(), new OneForAll(vjp));
    }
  }

  private record OneForAll(Vjp vjp) implements Vjp {
    @Override
    public List<@Nullable NativeArray> apply(
        List<? extends @Nullable NativeArray> outputGradients, boolean[] wanted) {
      List<@Nullable NativeArray> gradients = vjp.apply(outputGradients, wanted);
      NativeArray first = gradients.get(0);
      NativeArray second = gradients.get(1);
      if (first != null && second != null && first.spec().equals(second.spec())) {
        second.close();
        gradients.set(1, first);
      }
      return gradients;
    }

    @Override
    public void close() {
      vjp.close();
    }
  }
}
