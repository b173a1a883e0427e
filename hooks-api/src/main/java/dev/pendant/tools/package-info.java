/** Tools made of hooks and nothing else: to use, and to read as examples of how hooks are used. */
@NullMarked
package dev.pendant.tools;

import org.jspecify.annotations.NullMarked;
