/** The CAM methods, one small class each, and what they get to see. */
@NullMarked
package dev.pendant.cam.method;

import org.jspecify.annotations.NullMarked;
