/** Tests of explanations kept in files. */
@NullMarked
package dev.pendant.cam.saved;

import org.jspecify.annotations.NullMarked;
