/**
 * A model file's content as plain data: operators, attributes, constants; what all other packages
 * speak of.
 */
@NullMarked
package dev.pendant.models.onnx.internal.graph;

import org.jspecify.annotations.NullMarked;
