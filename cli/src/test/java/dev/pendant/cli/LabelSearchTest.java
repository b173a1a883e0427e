package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSearchTest {

  private final LabelSearch search =
      new LabelSearch(
          "--class",
          Labels.of(
              List.of(
                  "tench, Tinca tinca",
                  "crane",
                  "maillot",
                  "maillot, tank suit",
                  "tabby, tabby cat",
                  "tiger cat",
                  "crane",
                  "tank, army tank")));

  @ParameterizedTest
  @CsvSource({
    "'tench, tinca tinca', 0",
    "TABBY, 4",
    "'tabby cat', 4",
    "'  tiger cat ', 5",
    "tig, 5",
    "'Tinca', 0",
    "maillot, 2",
    "'tank suit', 3",
    "tank, 7",
    "army, 7"
  })
  void wholeLabelThenSynonymThenBeginning(String name, int index) {
    assertThat(search.find(name)).isEqualTo(index);
  }

  @Test
  void aNameOfSeveralClassesIsRefusedWithTheirIndices() {
    assertThatThrownBy(() -> search.find("Crane"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("fits 2 classes: 1 (crane), 6 (crane)");
    assertThatThrownBy(() -> search.find("t"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("fits 5 classes")
        .hasMessageContaining("and 2 more");
  }

  @Test
  void anUnknownNameGetsTheNearest() {
    assertThatThrownBy(() -> search.find("tigr cat"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no class is labelled 'tigr cat'; nearest: 5 (tiger cat)");
  }

  @Test
  void partOfANameIsNearerThanAFewEdits() {
    assertThatThrownBy(() -> search.find("cat"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("nearest: 4 (tabby, tabby cat), 5 (tiger cat)");
  }

  @Test
  void withoutLabelsItSaysHowToGiveThem() {
    assertThatThrownBy(() -> new LabelSearch("--class", Labels.none()).find("cat"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--labels");
  }
}
