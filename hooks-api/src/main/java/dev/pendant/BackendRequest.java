package dev.pendant;

import org.jspecify.annotations.Nullable;

/**
 * The id somebody asked for.
 *
 * @param id as written
 * @param origin which setting it came from, for messages; empty for an argument, which the caller
 *     sees
 */
record BackendRequest(String id, String origin) {

  static final String PROPERTY = "pendant.backend";
  static final String VARIABLE = "PENDANT_BACKEND";

  /** System properties, or environment variables; tests bring their own. */
  interface Lookup {
    @Nullable String get(String name);
  }

  /**
   * The strongest request: argument, then system property, then environment variable. A blank
   * setting counts as not set, because shells and build tools cannot always unset one; a blank
   * argument is a mistake and stays a request.
   *
   * @return null if nobody asked
   */
  static @Nullable BackendRequest strongest(
      @Nullable String argument, Lookup properties, Lookup environment) {
    if (argument != null) {
      return new BackendRequest(argument, "");
    }
    String property = properties.get(PROPERTY);
    if (property != null && !property.isBlank()) {
      return new BackendRequest(property.strip(), "system property " + PROPERTY);
    }
    String variable = environment.get(VARIABLE);
    if (variable != null && !variable.isBlank()) {
      return new BackendRequest(variable.strip(), "environment variable " + VARIABLE);
    }
    return null;
  }
}
