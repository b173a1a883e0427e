@NullMarked
package dev.pendant.cam.method;

import org.jspecify.annotations.NullMarked;
