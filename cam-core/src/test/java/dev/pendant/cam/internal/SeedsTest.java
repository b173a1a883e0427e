package dev.pendant.cam.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SeedsTest {

  @Test
  void neighbouringSeedsShareNoCopy() {
    Set<Long> seen = new HashSet<>();

    for (long seed = -50; seed < 50; seed++) {
      for (long copy = 0; copy < 100; copy++) {
        seen.add(Seeds.of(seed, copy));
      }
    }

    assertThat(seen).hasSize(100 * 100);
  }

  @Test
  void aStepOfTheSeedOrTheCopyTurnsAboutHalfOfTheBits() {
    double bySeed = 0;
    double byCopy = 0;
    int pairs = 0;

    for (long seed = 0; seed < 30; seed++) {
      for (long copy = 0; copy < 30; copy++, pairs++) {
        long here = Seeds.of(seed, copy);
        bySeed += Long.bitCount(here ^ Seeds.of(seed + 1, copy));
        byCopy += Long.bitCount(here ^ Seeds.of(seed, copy + 1));
      }
    }

    assertThat(bySeed / pairs).isBetween(31.0, 33.0);
    assertThat(byCopy / pairs).isBetween(31.0, 33.0);
  }

  @Test
  void aPairGivesTheSameSeedInEveryVersion() {
    assertThat(Seeds.of(0, 0)).isEqualTo(0x48218226FF3CD4BFL);
    assertThat(Seeds.of(7, 3)).isEqualTo(0x8CA3CBB6CA63129BL);
    assertThat(Seeds.of(Long.MAX_VALUE, -1)).isEqualTo(0x47E3B93CEC4BEFE3L);
  }
}
