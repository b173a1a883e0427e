/** The {@code pendant} command: the only place that chooses a backend, a logger or an exit code. */
@NullMarked
package dev.pendant.cli;

import org.jspecify.annotations.NullMarked;
