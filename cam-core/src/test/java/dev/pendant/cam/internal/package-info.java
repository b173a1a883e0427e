@NullMarked
package dev.pendant.cam.internal;

import org.jspecify.annotations.NullMarked;
