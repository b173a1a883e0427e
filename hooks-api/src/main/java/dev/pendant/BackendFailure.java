package dev.pendant;

/**
 * A provider, or a list of providers, that could not be loaded. The others were still looked at.
 *
 * @param reason what went wrong, in one line
 * @param cause the first real cause, without the wrappers of {@link java.util.ServiceLoader}
 */
public record BackendFailure(String reason, Throwable cause) {}
