/** Small ONNX graphs checked against onnxruntime: one per trap, and random ones from seeds. */
@NullMarked
package dev.pendant.models.onnx.oracle;

import org.jspecify.annotations.NullMarked;
