/** Not API: the tape's machinery. Anything here may change at any time. */
@NullMarked
package dev.pendant.internal;

import org.jspecify.annotations.NullMarked;
