package dev.pendant.spi;

import org.jspecify.annotations.Nullable;

/**
 * Whether a backend can run here.
 *
 * @param usable proved by doing something native, never only declared
 * @param reason where not usable, what is missing and what to do, in one line; else a short remark
 *     such as the device
 * @param cause the first real failure, if there was one
 */
public record Availability(boolean usable, String reason, @Nullable Throwable cause) {

  public static Availability usable(String remark) {
    return new Availability(true, remark, null);
  }

  public static Availability unusable(String reason, @Nullable Throwable cause) {
    return new Availability(false, reason, cause);
  }
}
