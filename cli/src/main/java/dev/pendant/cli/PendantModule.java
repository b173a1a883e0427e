package dev.pendant.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.pendant.Backends;
import dev.pendant.cam.method.Cam;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.GradCam;

/** What the commands are given. */
final class PendantModule extends AbstractModule {

  private final Console console;

  PendantModule(Console console) {
    this.console = console;
  }

  @Override
  protected void configure() {
    bind(Console.class).toInstance(console);
    Multibinder<CamMethod> methods = Multibinder.newSetBinder(binder(), CamMethod.class);
    methods.addBinding().to(GradCam.class);
    methods.addBinding().to(Cam.class);
  }

  /** Looks at the class path when first asked; nothing native is touched. */
  @Provides
  @Singleton
  Backends backends() {
    return Backends.discover();
  }
}
