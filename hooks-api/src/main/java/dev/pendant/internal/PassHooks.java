package dev.pendant.internal;

import dev.pendant.hook.HookException;
import dev.pendant.hook.NodeHook;
import dev.pendant.hook.NodePreHook;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the hooks of one node in a backward pass and checks what they answer. */
final class PassHooks {

  private PassHooks() {}

  /** The hooks of an output tensor; each sees what the one before made of the gradient. */
  static void run(BackwardPass pass, TapeNode node, int output, @Nullable Gradient[] gradients) {
    if (node.hooks(output).isEmpty()) {
      return;
    }
    for (PassHook hook : node.hooks(output).snapshot()) {
      Gradient gradient = gradients[output];
      Tensor seen = gradient == null ? null : gradient.handOut("gradient of " + node.name());
      Tensor answer = hook.call(pass, seen);
      if (answer != null && gradient != null) {
        check(answer, gradient, "a hook on the output of " + node.name());
        gradients[output] = Gradient.of(answer);
        gradient.release();
      }
    }
  }

  /** The node's pre-hooks; an emptied slot takes its gradient away. */
  static void runBefore(TapeNode node, @Nullable Gradient[] gradients) {
    for (NodePreHook hook : node.preHooks().snapshot()) {
      try (GradientSlots handed = GradientSlots.of(gradients, node.name())) {
        Tensors answer = hook.call(handed.tensors());
        if (answer != null && answer != handed.tensors()) {
          replace(answer, gradients, "a pre-hook on the node " + node.name());
        }
      }
    }
  }

  /** The node's post-hooks on what it made. */
  static void runAfter(
      TapeNode node, @Nullable Gradient[] gradOutputs, List<@Nullable Gradient> results) {
    for (NodeHook hook : node.postHooks().snapshot()) {
      @Nullable Gradient[] current = results.toArray(new Gradient[0]);
      try (GradientSlots inputs = GradientSlots.of(current, node.name());
          GradientSlots outputs = GradientSlots.of(gradOutputs, node.name())) {
        Tensors answer = hook.call(inputs.tensors(), outputs.tensors());
        if (answer != null && answer != inputs.tensors()) {
          replace(answer, current, "a hook on the node " + node.name());
          for (int i = 0; i < current.length; i++) {
            results.set(i, current[i]);
          }
        }
      }
    }
  }

  private static void replace(Tensors answer, @Nullable Gradient[] gradients, String who) {
    if (answer.size() != gradients.length) {
      throw new HookException(
          who + " returned " + answer.size() + " slots, expected " + gradients.length);
    }
    for (int i = 0; i < gradients.length; i++) {
      Tensor replacement = answer.slot(i);
      Gradient gradient = gradients[i];
      if (replacement != null && gradient == null) {
        throw new HookException(
            who
                + " filled slot "
                + i
                + ", which is empty: no gradient flows there; leave it empty");
      }
      if (replacement != null && gradient != null) {
        check(replacement, gradient, who);
      }
    }
    for (int i = 0; i < gradients.length; i++) {
      Tensor replacement = answer.slot(i);
      Gradient before = gradients[i];
      gradients[i] = replacement == null ? null : Gradient.of(replacement);
      Gradient.releaseIfPresent(before);
    }
  }

  private static void check(Tensor answer, Gradient replaced, String who) {
    TapeTensor tensor = TapeTensor.of(answer);
    if (!tensor.spec().equals(replaced.spec())
        || tensor.backend() != replaced.storage().backend()) {
      throw new HookException(
          who
              + " returned "
              + tensor.spec()
              + " on "
              + tensor.backend().id()
              + ", the gradient it replaces is "
              + replaced.spec()
              + " on "
              + replaced.storage().backend().id()
              + "; return exactly that kind, or null to leave it");
    }
  }
}
