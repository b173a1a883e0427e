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
      return KitRun.of(loader.tests(), folder).failures();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DROPS_A_HOOK | H-003 [C] several hooks run in the order | H-100 [C] pre-hooks chain",
        "FIRES_TWICE | H-001 [C] a hook on a leaf sees the gradient | H-158 [C] a module called",
        "RUNS_IN_THE_WRONG_ORDER | H-003 [C] several hooks run in | H-109 [C] forward hooks chain",
        "IGNORES_CLOSE | H-019 [C] removing before backward | H-020 [C] the same function",
        "MODULE_HOOK_CHANGES_A_SIBLING | H-123 [C] one slot per positional input | H-123",
        "NODE_HOOK_CHANGES_A_SIBLING | H-087 [C] a post-hook sees one slot per input | H-087",
        "DROPS_BACKWARD_HOOKS_OF_MODULES | H-124 [C] reports the gradient of the whole | H-158",
      })
  void a_fault_fails_its_rule_and_the_message_names_it(
      FaultyHooks faulty, String rule, String another) throws Exception {
    assertThat(failures(faulty).values())
        .anySatisfy(message -> assertThat(message).startsWith(rule))
        .anySatisfy(message -> assertThat(message).startsWith(another));
  }

  /** The loader itself breaks nothing: with nothing changed every test passes. */
  @Test
  void without_a_fault_nothing_fails() throws Exception {
    assertThat(failures(Files.createDirectory(folder.resolve("changed")))).isEmpty();
  }
}
