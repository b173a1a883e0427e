/** SameDiff graphs against their import. */
@NullMarked
package dev.pendant.nd4j.samediff;

import org.jspecify.annotations.NullMarked;
