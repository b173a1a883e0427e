/** Pictures in, pictures out: reading, resizing, colouring and blending, on plain arrays. */
@NullMarked
package dev.pendant.cam.image;

import org.jspecify.annotations.NullMarked;
