package dev.pendant.tools;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.hook.HookHandle;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Keeps the gradients of parameters small, in every {@code backward} while it is open; {@code
 * Autograd.grad}, which returns values, is left alone where the total norm is meant. Parameters
 * that require no gradient when it is opened are passed over.
 *
 * <p>Several threads may clip by value. For the total norm one thread at a time goes backward: the
 * gradients it is taken over are the parameters' own.
 */
public final class GradientClipper implements AutoCloseable {

  /** As PyTorch's {@code clip_grad_norm_}. */
  private static final double EPSILON = 1e-6;

  private final List<HookHandle> hooks = new ArrayList<>();

  private GradientClipper() {}

  /**
   * Clamps every value of what a pass brings, before it is added to {@link Tensor#grad()}.
   *
   * @param limit above 0; values come to lie between {@code -limit} and {@code limit}, NaN stays
   * @param parameters such as {@code model.namedParameters().values()}
   */
  public static GradientClipper byValue(double limit, Collection<Tensor> parameters) {
    requirePositive(limit);
    GradientClipper clipper = new GradientClipper();
    Op clamp = new Op.Clamp(-limit, limit);
    for (Tensor parameter : trained(parameters)) {
      clipper.hooks.add(parameter.registerHook(gradient -> Operators.apply(clamp, gradient)));
    }
    return clipper;
  }

  /**
   * After the last gradient of a pass was added, scales all accumulated gradients by {@code limit /
   * (norm + 1e-6)} if that is below 1; the norm is the Euclidean one of all of them together.
   *
   * <p>{@link NonFiniteException} reaches the caller of the pass if the norm is NaN or infinite;
   * the gradients stay as they are then.
   *
   * @param limit above 0
   */
  public static GradientClipper byTotalNorm(double limit, Collection<Tensor> parameters) {
    requirePositive(limit);
    GradientClipper clipper = new GradientClipper();
    List<Tensor> trained = trained(parameters);
    LastOfPass last = new LastOfPass(() -> clip(trained, limit));
    // The order matters: which one came, then whether all did, then that it was added.
    for (Tensor parameter : trained) {
      clipper.hooks.add(Autograd.registerMultiGradHook(List.of(parameter), last::came));
    }
    clipper.hooks.add(Autograd.registerMultiGradHook(trained, gradients -> last.allCame()));
    for (Tensor parameter : trained) {
      clipper.hooks.add(parameter.registerPostAccumulateGradHook(leaf -> last.added()));
    }
    return clipper;
  }

  private static void requirePositive(double limit) {
    if (!(limit > 0)) {
      throw new IllegalArgumentException("expected a limit above 0, got " + limit);
    }
  }

  private static List<Tensor> trained(Collection<Tensor> parameters) {
    Set<Tensor> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Tensor> trained =
        parameters.stream().filter(p -> p.requiresGrad() && distinct.add(p)).toList();
    if (trained.isEmpty()) {
      throw new IllegalArgumentException(
          "none of the %d parameters requires a gradient; call requireGrad() on them first"
              .formatted(parameters.size()));
    }
    return trained;
  }

  private static void clip(List<Tensor> parameters, double limit) {
    try (Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad()) {
      List<Tensor> reached = parameters.stream().filter(p -> p.grad() != null).toList();
      double squares = 0;
      for (Tensor parameter : reached) {
        Tensor gradient = gradient(parameter);
        squares += gradient.mul(gradient).sum().item();
      }
      double norm = Math.sqrt(squares);
      if (!Double.isFinite(norm)) {
        throw new NonFiniteException(
            "the total norm of the gradients of %d parameters is %s; nothing was clipped, a NonFiniteGuard says where it comes from"
                .formatted(reached.size(), norm));
      }
      double factor = limit / (norm + EPSILON);
      if (factor < 1) {
        reached.forEach(p -> p.setGrad(gradient(p).mul(factor)));
      }
    }
  }

  private static Tensor gradient(Tensor parameter) {
    return Objects.requireNonNull(parameter.grad());
  }

  /** Takes the hooks off. */
  @Override
  public void close() {
    hooks.forEach(HookHandle::close);
  }
}
