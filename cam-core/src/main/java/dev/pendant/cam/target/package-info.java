/** What is to be explained: which of the model's scores, for which sample. */
@NullMarked
package dev.pendant.cam.target;

import org.jspecify.annotations.NullMarked;
