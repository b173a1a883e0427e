package dev.pendant.tck;

import dev.pendant.op.Op;
import dev.pendant.spi.Backend;
import dev.pendant.spi.Evaluation;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.Vjp;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Four operators in plain Java: enough of a backend to show that the kit passes a right one. Wrong
 * ones override a method.
 */
class PlainBackend implements Backend {

  private final AtomicLong live = new AtomicLong();

  @Override
  public String id() {
    return "plain";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public String device() {
    return "cpu";
  }

  @Override
  public NativeArray create(Spec spec, ByteBuffer data) {
    byte[] copy = new byte[Math.toIntExact(spec.bytes())];
    data.get(copy);
    return new PlainArray(spec, copy, live);
  }

  @Override
  public void read(NativeArray array, ByteBuffer target) {
    target.put(((PlainArray) array).bytes());
  }

  @Override
  public Evaluation evaluate(Op op, List<? extends NativeArray> inputs, boolean[] gradientWanted) {
    List<Values> values = inputs.stream().map(array -> ((PlainArray) array).values()).toList();
    Spec spec = op.output(values.stream().map(Values::spec).toList());
    NativeArray output = array(forward(op, values, spec));
    for (boolean wanted : gradientWanted) {
      if (wanted) {
        return Evaluation.of(output, new PlainVjp(op, values));
      }
    }
    return Evaluation.of(output, null);
  }

  Values forward(Op op, List<Values> in, Spec out) {
    double[] data = new double[Math.toIntExact(out.shape().elements())];
    for (int i = 0; i < data.length; i++) {
      double a = in.get(0).get(source(i, out.shape(), in.get(0).shape()));
      double b = in.size() < 2 ? 0 : in.get(1).get(source(i, out.shape(), in.get(1).shape()));
      data[i] = value(op, a, b);
    }
    return new Values(out, data);
  }

  /** The gradient of one input: the seed times the local slope, summed over broadcast axes. */
  Values gradient(Op op, List<Values> in, Values seed, int input) {
    double[] data = new double[in.get(input).size()];
    for (int i = 0; i < seed.size(); i++) {
      double a = in.get(0).get(source(i, seed.shape(), in.get(0).shape()));
      double b = in.size() < 2 ? 0 : in.get(1).get(source(i, seed.shape(), in.get(1).shape()));
      int at = source(i, seed.shape(), in.get(input).shape());
      data[at] += seed.get(i) * slope(op, a, b, input);
    }
    return new Values(in.get(input).spec(), data);
  }

  private static double value(Op op, double a, double b) {
    if (op instanceof Op.Add) {
      return a + b;
    } else if (op instanceof Op.Mul) {
      return a * b;
    } else if (op instanceof Op.Neg) {
      return -a;
    } else if (op instanceof Op.Relu) {
      return Math.max(a, 0);
    }
    throw new UnsupportedOperationException(op.name());
  }

  private static double slope(Op op, double a, double b, int input) {
    if (op instanceof Op.Add) {
      return 1;
    } else if (op instanceof Op.Mul) {
      return input == 0 ? b : a;
    } else if (op instanceof Op.Neg) {
      return -1;
    }
    return a > 0 ? 1 : 0;
  }

  /** Where an element of the broadcast shape comes from. */
  private static int source(int position, Shape broadcast, Shape from) {
    int at = 0;
    int stride = 1;
    long rest = position;
    for (int axis = 1; axis <= from.rank(); axis++) {
      if (from.get(-axis) != 1) {
        at += (int) (rest % broadcast.get(-axis)) * stride;
      }
      stride *= from.getInt(-axis);
      rest /= broadcast.get(-axis);
    }
    return at;
  }

  NativeArray array(Values values) {
    return create(values.spec(), values.encoded());
  }

  @Override
  public long liveArrays() {
    return live.get();
  }

  @Override
  public void close() {}

  /** Keeps its inputs' values; counted while open. */
  private final class PlainVjp implements Vjp {

    private final Op op;
    private final List<Values> inputs;
    private boolean open = true;

    PlainVjp(Op op, List<Values> inputs) {
      this.op = op;
      this.inputs = inputs;
      live.incrementAndGet();
    }

    @Override
    public List<@Nullable NativeArray> apply(
        List<? extends @Nullable NativeArray> outputGradients, boolean[] wanted) {
      PlainArray seed = (PlainArray) outputGradients.get(0);
      List<@Nullable NativeArray> gradients = new ArrayList<>();
      for (int i = 0; i < wanted.length; i++) {
        gradients.add(wanted[i] ? array(gradient(op, inputs, seed.values(), i)) : null);
      }
      return gradients;
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        live.decrementAndGet();
      }
    }
  }
}
