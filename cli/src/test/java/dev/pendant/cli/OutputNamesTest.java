package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutputNamesTest {

  private final OutputNames names = new OutputNames("grad-cam");

  @Test
  void aPictureLosesItsExtensionOnly() {
    assertThat(names.next("cat.v2.jpeg")).isEqualTo("cat.v2.grad-cam");
    assertThat(names.next("plain")).isEqualTo("plain.grad-cam");
    assertThat(names.next(".hidden")).isEqualTo(".hidden.grad-cam");
  }

  @Test
  void picturesOfOneNameDoNotOverwriteEachOther() {
    assertThat(names.next("cat.png")).isEqualTo("cat.grad-cam");
    assertThat(names.next("cat-2.png")).isEqualTo("cat-2.grad-cam");
    assertThat(names.next("Cat.jpg")).isEqualTo("Cat-3.grad-cam");
    assertThat(names.next("cat.png")).isEqualTo("cat-4.grad-cam");
  }

  @Test
  void aClassIsItsIndexAndWhatAFileNameCanHoldOfItsLabel() {
    assertThat(OutputNames.ofClass(281, "tabby")).isEqualTo("281_tabby");
    assertThat(OutputNames.ofClass(2, "great white/shark*")).isEqualTo("2_great_white_shark");
    assertThat(OutputNames.ofClass(3, "Frühstück")).isEqualTo("3_Frühstück");
    assertThat(OutputNames.ofClass(4, "../")).isEqualTo("4");
    assertThat(OutputNames.ofClass(5, null)).isEqualTo("5");
  }
}
