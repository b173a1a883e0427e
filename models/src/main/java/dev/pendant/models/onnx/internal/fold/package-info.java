/**
 * What is left of a graph once its constants are computed ({@code FoldedGraph}), and where each of
 * its values lives ({@code Values}).
 */
@NullMarked
package dev.pendant.models.onnx.internal.fold;

import org.jspecify.annotations.NullMarked;
