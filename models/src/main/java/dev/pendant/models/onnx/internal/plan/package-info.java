/**
 * Places and kernels put together: what every call of every module does, and the modules that do
 * it.
 */
@NullMarked
package dev.pendant.models.onnx.internal.plan;

import org.jspecify.annotations.NullMarked;
