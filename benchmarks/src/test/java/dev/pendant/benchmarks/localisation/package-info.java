/** Tests of the drawn scenes, and that the methods find what is in them. */
@NullMarked
package dev.pendant.benchmarks.localisation;

import org.jspecify.annotations.NullMarked;
