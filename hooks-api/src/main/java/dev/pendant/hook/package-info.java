/** The callbacks a user writes, and the handle that takes one off. */
@NullMarked
package dev.pendant.hook;

import org.jspecify.annotations.NullMarked;
