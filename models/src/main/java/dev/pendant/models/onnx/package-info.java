/**
 * ONNX classifiers as module trees: read ({@code OnnxReader}), fold constants, place every node in
 * the tree, prepare one kernel per node ({@code *Rows}), plan every module's calls.
 */
@NullMarked
package dev.pendant.models.onnx;

import org.jspecify.annotations.NullMarked;
