/**
 * Bytes of an ONNX file, and of the files beside it, to an {@code OnnxGraph}; the only package that
 * knows protobuf.
 */
@NullMarked
package dev.pendant.models.onnx.internal.reader;

import org.jspecify.annotations.NullMarked;
