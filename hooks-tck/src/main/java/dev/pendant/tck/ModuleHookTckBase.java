package dev.pendant.tck;

import dev.pendant.hook.BackwardHook;
import dev.pendant.hook.BackwardPreHook;
import dev.pendant.hook.ForwardHook;
import dev.pendant.hook.ForwardPreHook;

/** Hooks of modules that log and change nothing. */
abstract class ModuleHookTckBase extends HookTckBase {

  final ForwardPreHook logsPre(String name) {
    return ForwardPreHook.observing((module, inputs) -> log.add(name));
  }

  final ForwardHook logsForward(String name) {
    return ForwardHook.observing((module, inputs, outputs) -> log.add(name));
  }

  final BackwardPreHook logsBackwardPre(String name) {
    return (module, gradOutputs) -> {
      log.add(name);
      return null;
    };
  }

  final BackwardHook logsBackward(String name) {
    return BackwardHook.observing((module, gradInputs, gradOutputs) -> log.add(name));
  }

  /** Logs {@code [gradInputs, gradOutputs]}. */
  final BackwardHook logsGradients() {
    return BackwardHook.observing(
        (module, gradInputs, gradOutputs) ->
            log.add(Slots.of(Slots.values(gradInputs), Slots.values(gradOutputs))));
  }
}
