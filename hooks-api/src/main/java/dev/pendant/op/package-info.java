/** Operators as data, with the rule that gives each one's output shape. */
@NullMarked
package dev.pendant.op;

import org.jspecify.annotations.NullMarked;
