package dev.pendant.tck.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MatrixTest {

  private static final Map<Integer, Declaration> DECLARED =
      Map.of(33, new Declaration(33, Verdict.BY_TYPE, true, "it does not compile"));

  private final Matrix matrix = new Matrix(HookCases.load(), DECLARED);

  private Matrix.Row row(int number) {
    return matrix.rows().get(number - 1);
  }

  @Test
  void a_case_without_a_test_is_open_and_not_left_out() {
    assertThat(matrix.rows()).hasSize(205);
    assertThat(row(1).verdict()).isEqualTo(Verdict.OPEN);
    assertThat(Matrix.unsettled(matrix.rows(), DECLARED)).contains(row(1));
  }

  @Test
  void one_failure_of_several_tests_fails_the_case() {
    matrix.passed(new TestName(1, false, "first"));
    matrix.failed(new TestName(1, false, "second"));
    matrix.passed(new TestName(1, false, "third"));
    assertThat(row(1).verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void a_test_that_did_not_run_leaves_its_case_unsettled() {
    matrix.passed(new TestName(1, false, "first"));
    matrix.skipped(new TestName(1, false, "second"));
    assertThat(row(1).verdict()).isEqualTo(Verdict.SKIPPED);
    assertThat(Matrix.unsettled(matrix.rows(), DECLARED)).contains(row(1));
  }

  @Test
  void a_choice_settles_a_case_that_is_pendants_to_choose() {
    matrix.passed(new TestName(30, true, "it fires"));
    assertThat(row(30).verdict()).isEqualTo(Verdict.CHOICE);
    assertThat(row(30).remark()).isEqualTo("it fires");
    assertThat(Matrix.unsettled(matrix.rows(), DECLARED)).doesNotContain(row(30));
  }

  @Test
  void a_choice_does_not_settle_a_case_that_must_hold() {
    matrix.passed(new TestName(1, true, "otherwise"));
    assertThat(Matrix.unsettled(matrix.rows(), DECLARED)).contains(row(1));
  }

  @Test
  void a_choice_with_a_declared_reason_settles_a_case_that_must_hold() {
    matrix.passed(new TestName(33, true, "otherwise"));
    assertThat(row(33).verdict()).isEqualTo(Verdict.CHOICE);
    assertThat(row(33).remark()).isEqualTo("otherwise; by type: it does not compile");
    assertThat(Matrix.unsettled(matrix.rows(), DECLARED)).doesNotContain(row(33));
  }

  @Test
  void a_reason_for_a_part_leaves_the_rest_to_be_tested() {
    Map<Integer, Declaration> part =
        Map.of(92, new Declaration(92, Verdict.BY_TYPE, false, "a list does not compile"));
    Matrix untested = new Matrix(HookCases.load(), part);
    assertThat(untested.rows().get(91).verdict()).isEqualTo(Verdict.OPEN);
    untested.passed(new TestName(92, false, "the rest"));
    assertThat(untested.rows().get(91).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void a_declared_reason_settles_a_case_until_a_test_fails() {
    assertThat(row(33).verdict()).isEqualTo(Verdict.BY_TYPE);
    assertThat(row(33).remark()).isEqualTo("it does not compile");
    assertThat(Matrix.unsettled(matrix.rows(), DECLARED)).doesNotContain(row(33));
    matrix.failed(new TestName(33, false, "it compiles"));
    assertThat(row(33).verdict()).isEqualTo(Verdict.FAILED);
  }
}
