package dev.pendant.nd4j;

import dev.pendant.PendantException;
import dev.pendant.spi.Availability;
import dev.pendant.spi.Backend;
import dev.pendant.spi.BackendProvider;

/** Offers ND4J as the backend {@code nd4j}. Touches ND4J only when asked whether it works. */
public final class Nd4jProvider implements BackendProvider {

  static final String ID = "nd4j";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String version() {
    return "ND4J " + Nd4jVersion.read();
  }

  @Override
  public Availability availability() {
    return Probe.availability();
  }

  @Override
  public Backend open() {
    Availability availability = availability();
    if (!availability.usable()) {
      throw new PendantException(
          "backend nd4j cannot run here: " + availability.reason(), availability.cause());
    }
    return new Nd4jBackend(version());
  }
}
