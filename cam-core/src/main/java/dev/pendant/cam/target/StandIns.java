package dev.pendant.cam.target;

import dev.pendant.cam.internal.HostValues;
import dev.pendant.cam.target.DetectionTarget.Wanted;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** The candidates that stand for a wanted box each, one per row, and what they are worth. */
final class StandIns {

  /**
   * @param wanted the box it stands for
   * @param start where the candidate begins in the output, row-major; any place if there is none
   * @param found whether there is one
   */
  record StandIn(Wanted wanted, long start, boolean found) {}

  private final Tensor output;
  private final Tensor flat;
  private final List<StandIn> rows;

  StandIns(Tensor output, List<StandIn> rows) {
    this.output = output;
    this.flat = output.reshape(-1);
    this.rows = rows;
  }

  /** Overlap and score, [rows]; 0 where none was found. */
  Tensor value(DetectionLayout layout) {
    Tensor score = column(row -> layout.scoreColumn(row.wanted().label()));
    return overlap(layout.corners).add(score).mul(constant(row -> row.found() ? 1 : 0));
  }

  private Tensor overlap(boolean corners) {
    Tensor a = column(row -> 0);
    Tensor b = column(row -> 1);
    Tensor c = column(row -> 2);
    Tensor d = column(row -> 3);
    Tensor left = corners ? a : a.sub(c.div(2));
    Tensor top = corners ? b : b.sub(d.div(2));
    Tensor right = corners ? c : a.add(c.div(2));
    Tensor bottom = corners ? d : b.add(d.div(2));
    Tensor width =
        least(right, row -> row.wanted().box().right())
            .sub(most(left, row -> row.wanted().box().left()));
    Tensor height =
        least(bottom, row -> row.wanted().box().bottom())
            .sub(most(top, row -> row.wanted().box().top()));
    Tensor both = width.relu().mul(height.relu());
    Tensor own = right.sub(left).mul(bottom.sub(top));
    return both.div(own.add(constant(row -> row.wanted().box().area())).sub(both));
  }

  private Tensor least(Tensor value, ToDoubleFunction<StandIn> limit) {
    return Operators.apply(new Op.Minimum(), value, constant(limit));
  }

  private Tensor most(Tensor value, ToDoubleFunction<StandIn> limit) {
    return Operators.apply(new Op.Maximum(), value, constant(limit));
  }

  private Tensor column(ToIntFunction<StandIn> column) {
    long[] places = rows.stream().mapToLong(row -> row.start() + column.applyAsInt(row)).toArray();
    Tensor index = Tensor.of(output.backend(), places, places.length);
    return Operators.apply(new Op.Gather(0), flat, index);
  }

  private Tensor constant(ToDoubleFunction<StandIn> ofRow) {
    return HostValues.like(output, rows.stream().mapToDouble(ofRow).toArray(), rows.size());
  }
}
