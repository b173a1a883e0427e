/** Speed and memory of hooks and explanations; each class is one command (README.md). */
@NullMarked
package dev.pendant.benchmarks;

import org.jspecify.annotations.NullMarked;
