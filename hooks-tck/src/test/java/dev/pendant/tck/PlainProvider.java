package dev.pendant.tck;

import dev.pendant.spi.Availability;
import dev.pendant.spi.Backend;
import dev.pendant.spi.BackendProvider;

// DOC: provider
/** Public, with a public constructor, as the service loader wants it. */
public class PlainProvider implements BackendProvider {

  @Override
  public String id() {
    return "plain";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Availability availability() {
    return Availability.usable("cpu");
  }

  @Override
  public Backend open() {
    return new PlainBackend();
  }
}
// DOC: end
