package dev.pendant.tck;

import dev.pendant.op.Op;
import dev.pendant.spi.Backend;
import dev.pendant.spi.Evaluation;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.OpTable;
import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A backend in plain Java, with the operators that the hook cases need: it shows that the kit
 * passes a right one, and what the least of a backend is. Wrong ones override a method.
 */
class PlainBackend implements Backend {

  // DOC: backend
  private static final OpTable<PlainRow> TABLE = table();

  private final AtomicLong live = new AtomicLong();

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
    return Evaluation.of(output, isAny(gradientWanted) ? new PlainVjp(this, op, values) : null);
  }

  @Override
  public long liveArrays() {
    return live.get();
  }

  // DOC: end

  // DOC: table
  private static OpTable<PlainRow> table() {
    OpTable.Builder<PlainRow> table = new OpTable.Builder<>();
    PlainElementwise.addTo(table);
    PlainReduction.addTo(table);
    PlainMoves.addTo(table);
    PlainConcat.addTo(table);
    PlainLinear.addTo(table);
    return table.build();
  }

  // DOC: end

  /** Operators it has no row for. */
  static List<String> missing() {
    return TABLE.missing();
  }

  Values forward(Op op, List<Values> in, Spec out) {
    return TABLE.row(op).forward(in, out);
  }

  Values gradient(Op op, List<Values> in, Values seed, int input) {
    return TABLE.row(op).gradient(in, seed, input);
  }

  NativeArray array(Values values) {
    return create(values.spec(), values.encoded());
  }

  AtomicLong live() {
    return live;
  }

  private static boolean isAny(boolean[] flags) {
    for (boolean flag : flags) {
      if (flag) {
        return true;
      }
    }
    return false;
  }

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
  public void close() {}
}
