/** Modules: named callables with children and parameters, on which hooks hang. */
@NullMarked
package dev.pendant.nn;

import org.jspecify.annotations.NullMarked;
