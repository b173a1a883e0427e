package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.op.Op;
import dev.pendant.tensor.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotANumberCaseTest {

  private final NotANumberCase relu =
      NotANumberCase.all().stream()
          .filter(of -> of.name().equals("Relu"))
          .findFirst()
          .orElseThrow();

  @Test
  void a_right_backend_passes() {
    relu.check(new PlainBackend());
  }

  @Test
  void a_backend_that_takes_nan_for_a_small_number_is_caught() {
    var comparing =
        new PlainBackend() {
          @Override
          Values forward(Op op, List<Values> in, Spec out) {
            double[] values = new double[in.get(0).size()];
            for (int i = 0; i < values.length; i++) {
              values[i] = in.get(0).get(i) > 0 ? in.get(0).get(i) : 0;
            }
            return new Values(out, values);
          }
        };
    assertThatThrownBy(() -> relu.check(comparing))
        .isInstanceOf(AssertionError.class)
        .hasMessage("Relu of NaN: element 1 is 0.0, expected NaN at [1] and nowhere else");
  }

  @Test
  void a_backend_that_makes_nan_of_everything_is_caught() {
    var broken =
        new PlainBackend() {
          @Override
          Values forward(Op op, List<Values> in, Spec out) {
            return new Values(out, new double[] {Double.NaN, Double.NaN, Double.NaN});
          }
        };
    assertThatThrownBy(() -> relu.check(broken))
        .hasMessage("Relu of NaN: element 0 is NaN, expected NaN at [1] and nowhere else");
  }
}
