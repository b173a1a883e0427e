package dev.pendant.tck;

import dev.pendant.tensor.Spec;
import java.util.List;

// DOC: row
/** One operator of {@link PlainBackend}, attributes and all. */
interface PlainRow {

  /** The output, of the shape and type that Pendant's rule gives. */
  Values forward(List<Values> inputs, Spec output);

  /** The gradient of one input from that of the output. */
  Values gradient(List<Values> inputs, Values seed, int input);
}
// DOC: end
