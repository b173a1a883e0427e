/**
 * Values: tensors, ordered lists of them, their shapes and types, and the scopes that own their
 * memory.
 */
@NullMarked
package dev.pendant.tensor;

import org.jspecify.annotations.NullMarked;
