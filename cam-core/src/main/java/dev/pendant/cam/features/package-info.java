/** Pictures of what layers see. */
@NullMarked
package dev.pendant.cam.features;

import org.jspecify.annotations.NullMarked;
