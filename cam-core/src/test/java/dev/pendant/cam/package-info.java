/** Cases that run once per backend (abstract classes named ...Cases), and tests that need none. */
@NullMarked
package dev.pendant.cam;

import org.jspecify.annotations.NullMarked;
