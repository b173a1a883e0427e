/** How good a map is, in numbers: faithfulness, stability, localisation and sanity checks. */
@NullMarked
package dev.pendant.cam.metric;

import org.jspecify.annotations.NullMarked;
