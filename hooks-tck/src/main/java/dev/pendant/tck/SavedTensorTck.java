package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.autograd.PassOption;
import dev.pendant.hook.HookException;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Hooks on what is saved for backward: section 22 of the specification. */
public abstract class SavedTensorTck extends HookTckBase {

  private static UnaryOperator<Tensor> same() {
    return UnaryOperator.identity();
  }

  @Test
  void H_202_packRunsOncePerSavedTensorAndWhatUnpackReturnsIsUsed() {
    Tensor x = leaf(3);
    Tensor y;
    try (GradMode.Guard packing =
        Autograd.savedTensorHooks(
            tensor -> {
              log.add(Slots.of("pack", tensor.item()));
              return tensor.mul(10);
            },
            tensor -> {
              log.add(Slots.of("unpack", tensor.item()));
              return tensor;
            })) {
      y = x.mul(x);
    }
    assertThat(y.item()).isEqualTo(9);
    assertThat(log).containsExactly(Slots.of("pack", 3.0), Slots.of("pack", 3.0));
    log.clear();
    Autograd.backward(y);
    assertThat(log).containsExactly(Slots.of("unpack", 30.0), Slots.of("unpack", 30.0));
    assertThat(grad(x)).isEqualTo(60);
  }

  @Test
  void H_202_unpackRunsInEveryPassThatNeedsIt() {
    Tensor x = leaf(3);
    Tensor y;
    try (GradMode.Guard packing =
        Autograd.savedTensorHooks(
            Tensor::item,
            value -> {
              log.add(value);
              return constant(value);
            })) {
      y = x.mul(x);
    }
    Autograd.backward(y, PassOption.RETAIN_GRAPH);
    Autograd.backward(y);
    assertThat(log).containsExactly(3.0, 3.0, 3.0, 3.0);
    assertThat(grad(x)).isEqualTo(12);
  }

  @Test
  void H_202_ofNestedScopesTheInnermostAloneIsAsked() {
    Tensor x = leaf(3);
    try (GradMode.Guard outer = Autograd.savedTensorHooks(logsPack("outer"), same())) {
      try (GradMode.Guard inner = Autograd.savedTensorHooks(logsPack("inner"), same())) {
        x.mul(x);
      }
      assertThat(log).containsExactly("inner", "inner");
      x.mul(x);
    }
    x.mul(x);
    assertThat(log).containsExactly("inner", "inner", "outer", "outer");
  }

  private UnaryOperator<Tensor> logsPack(String name) {
    return tensor -> {
      log.add(name);
      return tensor;
    };
  }

  @Test
  void H_202_theScopeIsThatOfOneThread() throws InterruptedException {
    Tensor x = leaf(3);
    try (GradMode.Guard packing = Autograd.savedTensorHooks(logsPack("pack"), same())) {
      Thread other =
          new Thread(
              () -> {
                try (Scope own = Scope.open()) {
                  x.mul(x);
                }
              });
      other.start();
      other.join();
    }
    assertThat(log).isEmpty();
  }

  // H-203 also has unpack return text; the types leave it nothing but a tensor.

  @Test
  void H_203_unpackMustReturnATensorThatFits() {
    for (Tensor wrong : List.of(vector(1f, 2f), Tensor.of(backend(), new double[] {3}))) {
      Tensor x = leaf(3);
      Tensor y;
      try (GradMode.Guard packing = Autograd.savedTensorHooks(same(), packed -> wrong)) {
        y = x.mul(x);
      }
      assertThatThrownBy(() -> Autograd.backward(y))
          .isInstanceOf(HookException.class)
          .hasMessageContaining("unpack")
          .hasMessageContaining("Mul")
          .hasMessageContaining(wrong.spec().toString());
      assertThat(x.grad()).isNull();
    }
  }

  @Test
  void H_203_packMustNotAssignToWhatItIsGiven() {
    Tensor x = leaf(3);
    try (GradMode.Guard packing =
        Autograd.savedTensorHooks(tensor -> tensor.assign(tensor.add(1)), same())) {
      assertThatThrownBy(() -> x.mul(x))
          .isInstanceOf(HookException.class)
          .hasMessageContaining("pack hook assigned");
    }
    assertThat(x.item()).isEqualTo(3);
    Autograd.backward(x.mul(x));
    assertThat(grad(x)).isEqualTo(6);
  }

  @Test
  void anExceptionFromPackOrUnpackReachesTheCallerAsItself() {
    RuntimeException thrown = new IllegalArgumentException("disk full");
    Tensor x = leaf(3);
    UnaryOperator<Tensor> fails =
        tensor -> {
          throw thrown;
        };
    try (GradMode.Guard packing = Autograd.savedTensorHooks(fails, same())) {
      assertThatThrownBy(() -> x.mul(x)).isSameAs(thrown);
    }
    Tensor y;
    try (GradMode.Guard packing = Autograd.savedTensorHooks(same(), fails)) {
      y = x.mul(x);
    }
    assertThatThrownBy(() -> Autograd.backward(y)).isSameAs(thrown);
    assertThat(x.grad()).isNull();
  }
}
