package dev.pendant.djl;

import dev.pendant.PendantException;
import dev.pendant.spi.Availability;
import dev.pendant.spi.Backend;
import dev.pendant.spi.BackendProvider;

/**
 * The business card of DJL's PyTorch engine. The first call of {@link #availability} or {@link
 * #open} starts the engine, which unpacks its native libraries into {@code ~/.djl.ai} ({@code
 * DJL_CACHE_DIR} moves it) and never downloads. The number of engine threads is as {@code
 * OMP_NUM_THREADS} or the system property {@code ai.djl.pytorch.num_threads} says.
 */
public final class DjlProvider implements BackendProvider {

  static final String ID = "djl";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String version() {
    return "DJL " + Versions.DJL + ", libtorch " + Versions.LIBTORCH;
  }

  @Override
  public Availability availability() {
    return EngineStart.once().availability();
  }

  @Override
  public Backend open() {
    Availability availability = availability();
    if (!availability.usable()) {
      throw new PendantException(
          "backend djl cannot run here: " + availability.reason(), availability.cause());
    }
    return EngineStart.once().open();
  }
}
