package dev.pendant.tensor;

import dev.pendant.internal.GradientSlots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An ordered list of tensors, what a module takes and returns. A slot may be empty: in a list of
 * gradients that says <em>no gradient flows here</em>, which is neither zero nor "unchanged".
 * Entries may be named. Immutable; owns nothing.
 *
 * <p>The gradients handed to hooks on modules and nodes become tensors when their slots are first
 * read ({@code get}, {@code slot}, {@code slots}, {@code present}, {@code single}, {@code with}); a
 * slot that no hook read is gone when the hooks have run, and reading it then is a {@link
 * ClosedTensorException}.
 */
public final class Tensors {

  private static final Tensors NONE = new Tensors(List.of(), List.of());

  private final List<@Nullable Tensor> slots;
  private final List<@Nullable String> names;

  private Tensors(List<? extends @Nullable Tensor> slots, List<? extends @Nullable String> names) {
    this.slots =
        slots instanceof GradientSlots handed
            ? handed
            : Collections.unmodifiableList(new ArrayList<>(slots));
    this.names = Collections.unmodifiableList(new ArrayList<>(names));
  }

  public static Tensors none() {
    return NONE;
  }

  public static Tensors of(Tensor... tensors) {
    return ofSlots(Arrays.asList(tensors));
  }

  /** From slots of which some may be null, meaning empty. */
  public static Tensors ofSlots(List<? extends @Nullable Tensor> slots) {
    return new Tensors(slots, Collections.nCopies(slots.size(), null));
  }

  /** This list with one more, named entry at its end. */
  public Tensors and(String name, Tensor tensor) {
    if (names.contains(name)) {
      throw new IllegalArgumentException("there is an entry named '" + name + "' already");
    }
    List<@Nullable Tensor> more = new ArrayList<>(slots);
    more.add(tensor);
    List<@Nullable String> moreNames = new ArrayList<>(names);
    moreNames.add(name);
    return new Tensors(more, moreNames);
  }

  public int size() {
    return slots.size();
  }

  /**
   * The tensor in a slot.
   *
   * @throws IllegalStateException if the slot is empty; ask {@link #isPresent} where it may be
   */
  public Tensor get(int slot) {
    Tensor tensor = slots.get(slot);
    if (tensor == null) {
      throw new IllegalStateException("slot " + slot + " of " + this + " is empty");
    }
    return tensor;
  }

  /** The tensor in a slot, null if it is empty. */
  public @Nullable Tensor slot(int slot) {
    return slots.get(slot);
  }

  public boolean isPresent(int slot) {
    return slots instanceof GradientSlots handed ? handed.isPresent(slot) : slots.get(slot) != null;
  }

  /**
   * The entry of that name.
   *
   * @throws IllegalArgumentException if there is none, listing the names there are
   */
  public Tensor get(String name) {
    int at = names.indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException(
          "no entry named '"
              + name
              + "'; there are "
              + names.stream().filter(Objects::nonNull).toList());
    }
    return get(at);
  }

  /** The name of a slot, null if it has none. */
  public @Nullable String name(int slot) {
    return names.get(slot);
  }

  /**
   * The only tensor.
   *
   * @throws IllegalStateException if there is not exactly one
   */
  public Tensor single() {
    if (slots.size() != 1) {
      throw new IllegalStateException(
          "expected exactly one tensor, there are " + slots.size() + ": " + this);
    }
    return get(0);
  }

  /** This list with a slot's tensor replaced, or emptied by null. */
  public Tensors with(int slot, @Nullable Tensor tensor) {
    List<@Nullable Tensor> changed = new ArrayList<>(slots);
    changed.set(slot, tensor);
    return new Tensors(changed, names);
  }

  /** These names with other tensors, slot by slot. */
  public Tensors withSlots(List<? extends @Nullable Tensor> others) {
    if (others.size() != slots.size()) {
      throw new IllegalArgumentException(
          "expected " + slots.size() + " slots, got " + others.size());
    }
    return new Tensors(others, names);
  }

  public List<@Nullable Tensor> slots() {
    return slots;
  }

  /** The tensors that are present. */
  public Stream<Tensor> present() {
    return slots.stream().filter(Objects::nonNull).map(Objects::requireNonNull);
  }

  /** Shapes and types, for example {@code (float32[1, 3], -)}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < slots.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(names.get(i) == null ? "" : names.get(i) + "=");
      text.append(describe(i));
    }
    return text.append(')').toString();
  }

  private String describe(int slot) {
    if (slots instanceof GradientSlots handed) {
      return handed.describe(slot);
    }
    Tensor tensor = slots.get(slot);
    return tensor == null ? "-" : tensor.spec().toString();
  }
}
