/** Class activation maps of any module tree: choosing a layer, running, and the answer. */
@NullMarked
package dev.pendant.cam;

import org.jspecify.annotations.NullMarked;
