/**
 * ONNX operators on arrays in Java's own memory: constants at load, shapes and indices during a
 * call.
 */
@NullMarked
package dev.pendant.models.onnx.internal.host;

import org.jspecify.annotations.NullMarked;
