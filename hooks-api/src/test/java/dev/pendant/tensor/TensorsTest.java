package dev.pendant.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class TensorsTest {

  private static final Tensors EMPTY_SLOT = Tensors.ofSlots(Collections.singletonList(null));

  @Test
  void anEmptySlotIsNeitherZeroNorMissing() {
    assertThat(EMPTY_SLOT.size()).isEqualTo(1);
    assertThat(EMPTY_SLOT.isPresent(0)).isFalse();
    assertThat(EMPTY_SLOT.slot(0)).isNull();
    assertThat(EMPTY_SLOT.present()).isEmpty();
    assertThat(EMPTY_SLOT).hasToString("(-)");
  }

  @Test
  void readingAnEmptySlotSaysSo() {
    assertThatThrownBy(() -> EMPTY_SLOT.get(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("slot 0");
  }

  @Test
  void singleWantsExactlyOne() {
    assertThatThrownBy(() -> Tensors.none().single()).hasMessageContaining("there are 0");
  }

  @Test
  void anUnknownNameListsTheNamesThereAre() {
    assertThatThrownBy(() -> Tensors.none().get("mask"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mask");
  }
}
