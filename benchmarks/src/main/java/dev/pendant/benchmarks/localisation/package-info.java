/** How well the methods show where something is, on drawn scenes. */
@NullMarked
package dev.pendant.benchmarks.localisation;

import org.jspecify.annotations.NullMarked;
