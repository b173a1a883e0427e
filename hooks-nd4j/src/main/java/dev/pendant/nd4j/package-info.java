/** The ND4J backend: one row per operator, each naming ND4J's native call and its gradient. */
@NullMarked
package dev.pendant.nd4j;

import org.jspecify.annotations.NullMarked;
