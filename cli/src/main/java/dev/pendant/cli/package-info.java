/** The {@code pendant} command. */
@NullMarked
package dev.pendant.cli;

import org.jspecify.annotations.NullMarked;
