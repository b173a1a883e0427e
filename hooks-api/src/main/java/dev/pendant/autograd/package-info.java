/** The tape: what was recorded, walking it backwards, and switching it off. */
@NullMarked
package dev.pendant.autograd;

import org.jspecify.annotations.NullMarked;
