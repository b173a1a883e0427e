/** Trained models from files, as module trees and weights. */
@NullMarked
package dev.pendant.models;

import org.jspecify.annotations.NullMarked;
