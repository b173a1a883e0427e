/** Entry points: finding a backend, and the exceptions everything here throws. */
@NullMarked
package dev.pendant;

import org.jspecify.annotations.NullMarked;
