@NullMarked
package dev.pendant.cam.attribution;

import org.jspecify.annotations.NullMarked;
