/**
 * How good a map is, in numbers: faithfulness, stability, localisation and sanity checks. Of
 * pictures, [1, c, h, w], rows, [1, c, l], and boxes, [1, c, d, h, w], for any input and output of
 * a model. Where these classes say picture and pixel, they mean any of the three; the rectangles
 * that localisation metrics take lie in pictures alone, the masks in all.
 */
@NullMarked
package dev.pendant.cam.metric;

import org.jspecify.annotations.NullMarked;
