package dev.pendant.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModuleTreeTest {

  private static Sequential tree() {
    Map<String, Module> blocks = new LinkedHashMap<>();
    blocks.put("features", new Sequential(new ReLU(), new Flatten()));
    blocks.put("head", new Identity());
    return new Sequential(blocks);
  }

  @Test
  void modulesAreNamedByTheirPathParentsFirst() {
    assertThat(tree().namedModules().keySet())
        .containsExactly("", "features", "features.0", "features.1", "head");
  }

  @Test
  void aSlashCountsAsADotAndTheEmptyPathIsTheModuleItself() {
    Sequential tree = tree();
    assertThat(tree.find("features/0")).isInstanceOf(ReLU.class);
    assertThat(tree.find("/features/")).isInstanceOf(Sequential.class);
    assertThat(tree.find("")).isSameAs(tree);
  }

  @Test
  void anUnknownPathNamesTheNearest() {
    assertThatThrownBy(() -> tree().find("featurs.1"))
        .isInstanceOf(ModuleNotFoundException.class)
        .hasMessageContaining("no module at 'featurs.1'")
        .hasMessageContaining("nearest: features.1")
        .hasMessageContaining("4 paths in all");
  }

  @Test
  void namesMustBeFreeAndWithoutDots() {
    Module duplicate =
        new Module() {
          @Override
          public Tensors forward(Tensors inputs) {
            return inputs;
          }
        };
    duplicate.register("a", new Identity());
    assertThatThrownBy(() -> duplicate.register("a", new Identity()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a' already");
    assertThatThrownBy(() -> duplicate.register("b.c", new Identity())).hasMessageContaining("dot");
  }

  @Test
  void outputsAreListedOnlyAfterACall() {
    Sequential tree = tree();
    assertThat(tree.modules()).allMatch(info -> info.outputs().isEmpty());
    assertThat(tree.modules())
        .extracting(ModuleInfo::type)
        .contains("Sequential", "ReLU", "Flatten");
  }
}
