/**
 * Networks for pictures as Java modules, with the paths and state dict names of torchvision's; they
 * are given weights, or noise.
 */
@NullMarked
package dev.pendant.models.zoo;

import org.jspecify.annotations.NullMarked;
