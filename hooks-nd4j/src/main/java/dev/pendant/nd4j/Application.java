package dev.pendant.nd4j;

import dev.pendant.PendantException;
import dev.pendant.nd4j.Kernel.Pullback;
import dev.pendant.op.Op;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One operator applied to inputs, forwards and backwards. */
final class Application {

  private final Op op;
  private final Kernel kernel;
  private final List<Spec> specs;
  private final List<INDArray> inputs;
  private final NativeExecutor executor;
  private final AtomicLong live;

  /**
   * @param live counts the arrays handed out
   */
  Application(
      Op op,
      Kernel kernel,
      List<? extends NativeArray> inputs,
      NativeExecutor executor,
      AtomicLong live) {
    this.op = op;
    this.kernel = kernel;
    this.specs = inputs.stream().map(NativeArray::spec).toList();
    this.inputs = inputs.stream().map(Nd4jArray::of).toList();
    this.executor = executor;
    this.live = live;
  }

  NativeArray forward() {
    Spec spec = op.output(specs);
    long[] shape = spec.shape().toArray();
    boolean empty = anyEmptyInput() || spec.shape().elements() == 0;
    return guarded(
        s ->
            own(
                s,
                empty ? EmptyExtents.forward(s, op, inputs, shape) : kernel.forward().of(s, inputs),
                spec));
  }

  /**
   * @param g gradient of the output y; null means that none arrived, which is a gradient of zero
   */
  List<@Nullable NativeArray> backward(INDArray y, @Nullable INDArray g, boolean[] wanted) {
    return guarded(
        s -> {
          @Nullable INDArray[] gradients = gradients(s, y, g, wanted);
          List<@Nullable NativeArray> own = new ArrayList<>();
          try {
            for (int i = 0; i < inputs.size(); i++) {
              own.add(wanted[i] ? own(s, gradients[i], specs.get(i)) : null);
            }
            return own;
          } catch (RuntimeException e) {
            own.stream().filter(array -> array != null).forEach(NativeArray::close);
            throw e;
          }
        });
  }

  private @Nullable INDArray[] gradients(
      Scratch s, INDArray y, @Nullable INDArray g, boolean[] wanted) {
    if (g == null || y.isEmpty()) {
      return zerosWhereMissing(s, new INDArray[0], wanted);
    }
    boolean[] computed = anyEmptyInput() ? EmptyExtents.computable(op, inputs, wanted) : wanted;
    if (!any(computed)) {
      return zerosWhereMissing(s, new INDArray[0], wanted);
    }
    Pullback pullback = new Pullback(inputs, y, g, computed);
    return zerosWhereMissing(s, kernel.backward().of(s, pullback), wanted);
  }

  static boolean any(boolean[] flags) {
    for (boolean flag : flags) {
      if (flag) {
        return true;
      }
    }
    return false;
  }

  /** Only inputs that the output does not depend on, for lack of elements, are missing. */
  private @Nullable INDArray[] zerosWhereMissing(
      Scratch s, @Nullable INDArray[] found, boolean[] wanted) {
    @Nullable INDArray[] all = Arrays.copyOf(found, inputs.size());
    for (int i = 0; i < all.length; i++) {
      if (wanted[i] && all[i] == null) {
        all[i] = s.zerosLike(inputs.get(i));
      }
    }
    return all;
  }

  private boolean anyEmptyInput() {
    return inputs.stream().anyMatch(INDArray::isEmpty);
  }

  private NativeArray own(Scratch s, @Nullable INDArray array, Spec spec) {
    if (array == null || !Arrays.equals(array.shape(), spec.shape().toArray())) {
      throw new IllegalStateException(
          op
              + " should give "
              + spec
              + ", its row gave "
              + (array == null ? "nothing" : array.shapeInfoToString()));
    }
    return new Nd4jArray(spec, s.handOver(array), live);
  }

  private <T> T guarded(Function<Scratch, T> body) {
    try (Scratch s = new Scratch(executor)) {
      return body.apply(s);
    } catch (PendantException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new PendantException(
          op + " of " + specs + " failed inside ND4J (backend nd4j): " + e.getMessage(), e);
    }
  }
}
