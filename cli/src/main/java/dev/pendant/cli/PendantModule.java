package dev.pendant.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.pendant.Backends;

/** What the commands are given. */
final class PendantModule extends AbstractModule {

  private final Console console;

  PendantModule(Console console) {
    this.console = console;
  }

  @Override
  protected void configure() {
    bind(Console.class).toInstance(console);
  }

  /** Looks at the class path when first asked; nothing native is touched. */
  @Provides
  @Singleton
  Backends backends() {
    return Backends.discover();
  }
}
