package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.hook.StateDictHook;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A module's values by name, and the hooks around taking them out and putting them in (section 22).
 */
public abstract class StateDictTck extends HookTckBase {

  private StateDictHook logsState(String name) {
    return (module, prefix, state) -> log.add(name);
  }

  @Test
  void H_205_hooksOnTheStateRunAroundItAndNeverDuringForwardOrBackward() {
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    lin.registerStateDictPreHook(logsState("sd_pre"));
    lin.registerStateDictPostHook(logsState("sd_post"));
    lin.registerLoadStateDictPreHook(logsState("load_pre"));
    lin.registerLoadStateDictPostHook(logsState("load_post"));
    Autograd.backward(lin.call(leaf(2)));
    assertThat(log).isEmpty();

    Map<String, Tensor> state = lin.stateDict();
    lin.loadStateDict(state);
    assertThat(log).containsExactly("sd_pre", "sd_post", "load_pre", "load_post");
    assertThat(state.keySet()).containsExactly("w");
    lin.close();
  }

  @Test
  void aPostHookMayChangeTheState() {
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    lin.registerStateDictPostHook(
        (module, prefix, state) -> state.put(prefix + "note", constant(1)));
    assertThat(lin.stateDict().keySet()).containsExactly("w", "note");
    lin.close();
  }

  @Test
  void loadingKeepsTheParameterAndItsHooks() {
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    lin.w.registerHook(logs());
    lin.loadStateDict(Map.of("w", constant(7)));
    assertThat(lin.call(constant(2)).item()).isEqualTo(14);
    Autograd.backward(lin.call(constant(2)));
    assertThat(log).containsExactly(2.0);
    lin.close();
  }

  @Test
  void everyEntryThatDoesNotFitIsNamedAndNothingIsLoaded() {
    Sequential net = new Sequential(new HookModules.Lin(leaf(3)), new HookModules.Lin(leaf(5)));
    Map<String, Tensor> wrong = new LinkedHashMap<>();
    wrong.put("0.w", vector(1, 2));
    wrong.put("2.w", constant(1));
    assertThatThrownBy(() -> net.loadStateDict(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.w is float32[2], expected float32[]")
        .hasMessageContaining("missing 1.w")
        .hasMessageContaining("surplus 2.w")
        .hasMessageContaining("nothing was loaded");
    assertThat(net.call(constant(1)).item()).isEqualTo(15);
    net.close();
  }
}
