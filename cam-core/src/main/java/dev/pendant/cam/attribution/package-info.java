/** Attributions to the input itself, without a target layer. */
@NullMarked
package dev.pendant.cam.attribution;

import org.jspecify.annotations.NullMarked;
