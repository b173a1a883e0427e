package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kit catches module systems that are wrong on purpose, and says which rule they break. */
class FaultyHooksTest {

  @TempDir Path folder;

  private Map<Integer, String> failures(FaultyHooks faulty)
      throws IOException, ClassNotFoundException {
    Path changed = Files.createDirectory(folder.resolve("changed"));
    faulty.build(changed);
    return failures(changed);
  }

  private Map<Integer, String> failures(Path changed) throws IOException, ClassNotFoundException {
    try (FaultyLoader loader = new FaultyLoader(changed)) {
      return KitRun.of(loader.areas(), folder).failures();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DROPS_A_HOOK | 3 | H-003 [C] several hooks run in the order registered",
        "DROPS_A_HOOK | 100 | H-100 [C] pre-hooks chain",
        "FIRES_TWICE | 1 | H-001 [C] a hook on a leaf sees the gradient summed over all uses, once",
        "FIRES_TWICE | 158 | H-158 [C] a module called twice fires once per call",
        "RUNS_IN_THE_WRONG_ORDER | 3 | H-003 [C] several hooks run in the order registered",
        "RUNS_IN_THE_WRONG_ORDER | 109 | H-109 [C] forward hooks chain",
        "IGNORES_CLOSE | 19 | H-019 [C] removing before backward, also after forward,",
        "IGNORES_CLOSE | 20 | H-020 [C] the same function registered twice fires twice",
        "MODULE_HOOK_CHANGES_A_SIBLING | 123 | H-123 [C] one slot per positional input",
        "NODE_HOOK_CHANGES_A_SIBLING | 87 | H-087 [C] a post-hook sees one slot per input",
        "DROPS_BACKWARD_HOOKS_OF_MODULES | 124 | H-124 [C] reports the gradient of the whole module",
      })
  void a_fault_fails_its_rule_and_the_message_names_it(
      FaultyHooks faulty, int number, String beginning) throws Exception {
    assertThat(failures(faulty))
        .hasEntrySatisfying(number, message -> assertThat(message).startsWith(beginning));
  }

  /** The loader itself breaks nothing: with nothing changed every test passes. */
  @Test
  void without_a_fault_nothing_fails() throws Exception {
    assertThat(failures(Files.createDirectory(folder.resolve("changed")))).isEmpty();
  }
}
