/**
 * Which module each operator belongs to, from the names that exporters leave; one class per kind of
 * name.
 */
@NullMarked
package dev.pendant.models.onnx.internal.place;

import org.jspecify.annotations.NullMarked;
