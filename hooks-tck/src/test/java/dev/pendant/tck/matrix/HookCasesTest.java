package dev.pendant.tck.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HookCasesTest {

  private final HookCases cases = HookCases.load();

  @Test
  void there_are_as_many_of_each_tag_as_the_specification_counts() {
    assertThat(
            cases.all().stream()
                .collect(Collectors.groupingBy(HookCase::tag, Collectors.counting())))
        .isEqualTo(Map.of(Tag.C, 136L, Tag.E, 21L, Tag.P, 35L, Tag.U, 5L, Tag.D, 8L));
  }

  @Test
  void a_case_is_written_with_its_number_tag_and_rule() {
    assertThat(cases.numbered(2))
        .hasToString("H-002 [C] returning null leaves the gradient as it is");
  }

  @Test
  void a_number_outside_the_specification_is_refused() {
    assertThatThrownBy(() -> cases.numbered(206)).hasMessageContaining("1 to 205, not 206");
  }

  @Test
  void rules_and_reasons_fit_into_a_table() {
    assertThat(cases.all()).allSatisfy(each -> assertThat(each.rule()).doesNotContain("|"));
    assertThat(Declaration.load().values())
        .allSatisfy(each -> assertThat(each.reason()).isNotBlank().doesNotContain("|"));
  }

  @Test
  void what_was_tested_is_not_declared() {
    assertThatThrownBy(() -> new Declaration(1, Verdict.PASSED, true, "because"))
        .hasMessageContaining("'by type' or 'not offered', not passed");
  }
}
