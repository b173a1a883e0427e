/**
 * The conformance matrix: the cases of the hook specification, what became of each on a backend,
 * and the page that shows them side by side.
 */
@NullMarked
package dev.pendant.tck.matrix;

import org.jspecify.annotations.NullMarked;
