/** Explanations kept in files: saved into a folder and read back. */
@NullMarked
package dev.pendant.cam.saved;

import org.jspecify.annotations.NullMarked;
