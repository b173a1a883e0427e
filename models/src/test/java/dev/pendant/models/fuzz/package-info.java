/** Damages model files at random, and watches what reading them does. */
@NullMarked
package dev.pendant.models.fuzz;

import org.jspecify.annotations.NullMarked;
