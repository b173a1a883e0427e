/** Small random ONNX graphs from seeds, checked against onnxruntime. */
@NullMarked
package dev.pendant.models.onnx.random;

import org.jspecify.annotations.NullMarked;
