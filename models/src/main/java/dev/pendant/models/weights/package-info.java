/** Readers of files that hold weights or other named tensors, without a graph. */
@NullMarked
package dev.pendant.models.weights;

import org.jspecify.annotations.NullMarked;
