package dev.pendant.arch.internal;

/** Named by a class that should not. */
public final class Hidden {}
