package dev.pendant.models.onnx.oracle;

import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/**
 * One way to go on from a value.
 *
 * @param fits whether it can be tried, cheaply; onnxruntime has the last word
 * @param adds adds nodes and names the value they make
 * @param ties whether what it makes may hold entries that are exactly equal
 * @param picks whether it picks the largest, so that at a tie its gradient is the backend's choice
 */
record Choice(
    String name,
    BiPredicate<Draft, Value> fits,
    BiFunction<Draft, Value, String> adds,
    boolean ties,
    boolean picks) {

  static Choice of(
      String name, BiPredicate<Draft, Value> fits, BiFunction<Draft, Value, String> adds) {
    return new Choice(name, fits, adds, false, false);
  }

  static Choice of(String name, BiFunction<Draft, Value, String> adds) {
    return of(name, (draft, x) -> true, adds);
  }

  Choice tying() {
    return new Choice(name, fits, adds, true, picks);
  }

  Choice picking() {
    return new Choice(name, fits, adds, ties, true);
  }

  Choice since(int opset) {
    return new Choice(
        name, (draft, x) -> draft.opset >= opset && fits.test(draft, x), adds, ties, picks);
  }

  Choice until(int opset) {
    return new Choice(
        name, (draft, x) -> draft.opset <= opset && fits.test(draft, x), adds, ties, picks);
  }
}
