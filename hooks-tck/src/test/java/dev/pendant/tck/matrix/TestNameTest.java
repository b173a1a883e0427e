package dev.pendant.tck.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestNameTest {

  @Test
  void a_test_of_a_case_says_its_number_and_a_sentence() {
    assertThat(TestName.of("H_003_hooksRunInOrder"))
        .contains(new TestName(3, false, "hooks run in order"));
    assertThat(TestName.of("H_130_suchASlotIsEmpty"))
        .contains(new TestName(130, false, "such a slot is empty"));
  }

  @Test
  void a_choice_is_marked() {
    assertThat(TestName.of("H_030_choice_theHookFires"))
        .contains(new TestName(30, true, "the hook fires"));
  }

  @Test
  void another_test_is_no_case() {
    assertThat(TestName.of("providerIsAvailable")).isEmpty();
    assertThat(TestName.of("H_3_short")).isEmpty();
  }
}
