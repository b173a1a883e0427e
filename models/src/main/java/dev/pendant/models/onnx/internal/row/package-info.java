/**
 * ONNX operators on a backend: one table ({@code Rows}), one row per operator, a kernel per node
 * that the row prepares.
 */
@NullMarked
package dev.pendant.models.onnx.internal.row;

import org.jspecify.annotations.NullMarked;
