/**
 * SameDiff graphs as module trees: one row per SameDiff operator, on any backend. Its door is
 * {@link dev.pendant.nd4j.SameDiffModules}.
 */
@NullMarked
package dev.pendant.nd4j.samediff;

import org.jspecify.annotations.NullMarked;
