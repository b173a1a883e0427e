package dev.pendant.tck;

import dev.pendant.nn.Module;
import java.io.Serial;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A hook of each kind in the middle of a shared model; on a thread that asked for it, one throws.
 */
final class ThrowingHooks {

  /** Which of the hooks throws. */
  private enum Place {
    FORWARD_PRE,
    FORWARD,
    BACKWARD_PRE,
    BACKWARD,
    WEIGHT
  }

  private record Order(Place place, Thrown exception) {}

  private final ThreadLocal<@Nullable Order> order = new ThreadLocal<>();
  private final Map<Place, Integer> caught = new ConcurrentHashMap<>();

  ThrowingHooks(Module model) {
    Module module = model.find("conv2");
    module.registerForwardPreHook((m, in) -> at(Place.FORWARD_PRE));
    module.registerForwardHook((m, in, out) -> at(Place.FORWARD));
    module.registerBackwardPreHook((m, out) -> at(Place.BACKWARD_PRE));
    module.registerBackwardHook((m, in, out) -> at(Place.BACKWARD));
    module.parameter("weight").registerHook(gradient -> at(Place.WEIGHT));
  }

  private <T> @Nullable T at(Place place) {
    Order mine = order.get();
    if (mine != null && mine.place() == place) {
      throw mine.exception();
    }
    return null;
  }

  /** Runs a pass in which, on this thread, one hook throws in every second turn. */
  void callAndCatch(int turn, Runnable pass) {
    if (turn % 2 == 0) {
      return;
    }
    Place place = Place.values()[turn / 2 % Place.values().length];
    Thrown exception = new Thrown();
    order.set(new Order(place, exception));
    try {
      pass.run();
    } catch (Thrown mine) {
      if (mine != exception) {
        throw new AssertionError("caught the exception of another turn", mine);
      }
      caught.merge(place, 1, Integer::sum);
      return;
    } finally {
      order.remove();
    }
    throw new AssertionError("the exception of a " + place + " hook did not reach its caller");
  }

  /** Every place must have had its turn. */
  void expectAllPlaces() {
    if (caught.size() < Place.values().length) {
      throw new AssertionError("expected an exception from every kind of hook, got " + caught);
    }
  }

  /** What the hooks throw. */
  private static final class Thrown extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;
  }
}
