/**
 * What must hold of the ND4J backend: the conformance kit, and what only this engine can get wrong.
 */
@NullMarked
package dev.pendant.nd4j;

import org.jspecify.annotations.NullMarked;
