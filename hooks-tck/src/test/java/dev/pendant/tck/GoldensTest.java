package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pendant.op.Op;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GoldensTest {

  private final List<GoldenCase> goldens = Goldens.load();

  @Test
  void every_operator_of_the_language_has_a_case() {
    Set<String> language =
        Op.all().stream().map(Class::getSimpleName).collect(Collectors.toUnmodifiableSet());
    Set<String> read =
        goldens.stream().map(golden -> golden.op().name()).collect(Collectors.toUnmodifiableSet());
    assertThat(read).isEqualTo(language);
  }

  @Test
  void every_case_of_the_files_is_read() {
    List<String> file =
        Goldens.entries().stream().map(entry -> entry.required("op").asText()).toList();
    assertThat(goldens).extracting(golden -> golden.op().name()).isEqualTo(file).hasSize(144);
  }

  @Test
  void names_are_unique_and_tell_the_attributes() {
    assertThat(goldens).extracting(GoldenCase::name).doesNotHaveDuplicates();
    assertThat(goldens)
        .extracting(GoldenCase::name)
        .contains(
            "Conv2d[1] stride [2,2] padding [0,0,0,0] dilation [1,1] groups 1",
            "Add[1] (right broadcasts)");
  }

  @Test
  void shape_rules_agree_with_pytorch_before_and_after_normalising() {
    assertThat(goldens)
        .allSatisfy(
            golden -> {
              Op normal = golden.op().normalize(golden.specs());
              assertThat(golden.op().output(golden.specs())).isEqualTo(golden.output().spec());
              assertThat(normal.output(golden.specs())).isEqualTo(golden.output().spec());
              assertThat(normal.normalize(golden.specs())).isEqualTo(normal);
            });
  }

  @Test
  void an_attribute_nobody_reads_is_refused() {
    var attributes = JsonNodeFactory.instance.objectNode().put("slpoe", 0.1).put("slope", 0.1);
    assertThatThrownBy(() -> OpJson.read("LeakyRelu", attributes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("LeakyRelu has no attribute [slpoe]");
  }
}
