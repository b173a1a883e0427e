package dev.pendant.internal;

import dev.pendant.hook.HookHandle;
import dev.pendant.hook.MultiGradHook;
import dev.pendant.internal.TapeNode.Edge;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hooks on several tensors, made of one part at each. What has arrived is kept in the pass. */
public final class MultiGrad {

  private MultiGrad() {}

  public static HookHandle whenAllArrived(List<Tensor> tensors, MultiGradHook hook) {
    List<Edge> places = new ArrayList<>();
    for (Tensor tensor : tensors) {
      Edge place = Edge.of(TapeTensor.of(tensor));
      if (place == null) {
        throw new IllegalStateException(
            "cannot wait for the gradient of a tensor that requires none: " + tensor);
      }
      places.add(place);
    }
    Set<Edge> distinct = new LinkedHashSet<>(places);
    Object key = new Object();
    List<HookHandle> handles = new ArrayList<>();
    for (Edge place : distinct) {
      handles.add(
          place
              .node()
              .hooks(place.output())
              .add(
                  (pass, gradient) -> {
                    Arrived arrived =
                        (Arrived)
                            pass.states().computeIfAbsent(key, k -> new Arrived(distinct, pass));
                    if (arrived.add(place, gradient)) {
                      hook.call(arrived.inOrder(places));
                    }
                    return null;
                  }));
    }
    return HookHandle.all(handles);
  }

  public static HookHandle whenFirstArrives(List<Tensor> tensors, Consumer<Tensor> hook) {
    Object key = new Object();
    List<HookHandle> handles = new ArrayList<>();
    for (Tensor tensor : tensors) {
      Edge place = Edge.of(TapeTensor.of(tensor));
      if (place != null) {
        handles.add(
            place
                .node()
                .hooks(place.output())
                .add(
                    (pass, gradient) -> {
                      if (gradient != null && pass.states().putIfAbsent(key, key) == null) {
                        hook.accept(gradient);
                      }
                      return null;
                    }));
      }
    }
    return HookHandle.all(handles);
  }

  /** What came to the places of one hook in one pass. */
  private static final class Arrived {

    private final List<Edge> places = new ArrayList<>();
    private final List<@Nullable Tensor> gradients = new ArrayList<>();
    private final long expected;

    Arrived(Set<Edge> distinct, BackwardPass pass) {
      expected = distinct.stream().filter(place -> pass.visits(place.node())).count();
    }

    /** Says whether this was the last. */
    boolean add(Edge place, @Nullable Tensor gradient) {
      places.add(place);
      gradients.add(gradient);
      return places.size() == expected;
    }

    Tensors inOrder(List<Edge> listed) {
      List<@Nullable Tensor> slots = new ArrayList<>();
      for (Edge place : listed) {
        int at = places.indexOf(place);
        slots.add(at < 0 ? null : gradients.get(at));
      }
      return Tensors.ofSlots(slots);
    }
  }
}
