/** Rules that the classes of this module keep, read from their byte code. */
@NullMarked
package dev.pendant.arch;

import org.jspecify.annotations.NullMarked;
