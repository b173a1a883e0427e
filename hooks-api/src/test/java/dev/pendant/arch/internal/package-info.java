/** A type that only looks internal, for the rules to find. */
@NullMarked
package dev.pendant.arch.internal;

import org.jspecify.annotations.NullMarked;
