/** The backend on DJL's PyTorch engine. */
@NullMarked
package dev.pendant.djl;

import org.jspecify.annotations.NullMarked;
