/** Tests of the metrics that need no engine. */
@NullMarked
package dev.pendant.cam.metric;

import org.jspecify.annotations.NullMarked;
