package dev.pendant.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.OperatorTck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DjlOperatorTest extends OperatorTck {

  private final WatchedProvider provider = new WatchedProvider();

  @Override
  protected BackendProvider provider() {
    return provider;
  }

  /** The count of live arrays is ours; this asks the engine. */
  @AfterEach
  void engineHoldsNothingMore() {
    assertThat(provider.opened().managedArrays()).isZero();
  }

  @Test
  void everyOperatorHasARow() {
    assertThat(DjlOperators.table().missing()).isEmpty();
  }
}
