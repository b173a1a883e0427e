package dev.pendant.cam;

import java.util.Locale;

/** Whether a map means anything. */
public enum Status {
  /** It has positive evidence somewhere, and all of it is finite. */
  OK,
  /** Nothing speaks for the class: the map is zero everywhere once negative values are cut off. */
  BLANK,
  /** NaN or infinity, in the map or in the score it explains. */
  NON_FINITE;

  /** As the command line writes it: {@code ok}, {@code blank}, {@code non-finite}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
