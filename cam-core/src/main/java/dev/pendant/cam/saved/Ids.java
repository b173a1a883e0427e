package dev.pendant.cam.saved;

import java.util.Arrays;
import java.util.Locale;

/** Enum constants as a manifest writes them: {@code NON_FINITE} is {@code non-finite}. */
final class Ids {

  private Ids() {}

  static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @param what the id is of
   * @throws IllegalArgumentException if none has it
   */
  static <E extends Enum<E>> E find(String what, String id, E[] among) {
    return Arrays.stream(among)
        .filter(value -> of(value).equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected as %s one of %s, got '%s'"
                        .formatted(what, Arrays.stream(among).map(Ids::of).toList(), id)));
  }
}
