/**
 * ONNX classifiers as module trees: read the file ({@code internal.reader}), fold constants ({@code
 * .fold}), place every node in the tree ({@code .place}), prepare one kernel per node ({@code
 * .row}), plan every module's calls ({@code .plan}).
 */
@NullMarked
package dev.pendant.models.onnx;

import org.jspecify.annotations.NullMarked;
