/**
 * The conformance kit: abstract test classes that a backend's tests extend, and the golden data
 * they compare with.
 */
@NullMarked
package dev.pendant.tck;

import org.jspecify.annotations.NullMarked;
