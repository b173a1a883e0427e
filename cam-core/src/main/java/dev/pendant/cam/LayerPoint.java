package dev.pendant.cam;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One tensor on its way through a model, where the model can be cut: what a module takes or
 * returns, in one of its calls. Immutable.
 *
 * <p>In text: the path, then {@code #CALL}, {@code :input} and {@code [SLOT]} where they differ
 * from the last call, the output and the only tensor, as in {@code layer4.0.relu#0}, {@code
 * encoder:input} or {@code lstm[1]}.
 *
 * @param path of the module, as {@link dev.pendant.nn.Module#find} takes it
 * @param side whether it is taken or returned
 * @param call which call of the module in one run of the model, from 0; {@link #LAST_CALL}
 * @param slot which of the tensors taken or returned, from 0; {@link #ONLY_TENSOR}
 */
public record LayerPoint(String path, Side side, int call, int slot) {

  /** The last call of the module in a run, as most modules have but one. */
  public static final int LAST_CALL = -1;

  /** The only floating tensor that the module takes or returns. */
  public static final int ONLY_TENSOR = -1;

  private static final Pattern TEXT =
      Pattern.compile("(.*?)(?:#(\\d{1,9}))?(:input)?(?:\\[(\\d{1,9})])?");

  /** Before or after the module. */
  public enum Side {
    INPUT,
    OUTPUT
  }

  /**
   * @throws IllegalArgumentException if a number is below 0 and neither of the two constants
   */
  public LayerPoint {
    if (call < LAST_CALL || slot < ONLY_TENSOR) {
      throw new IllegalArgumentException(
          "expected a call and a slot counted from 0, got call " + call + " and slot " + slot);
    }
  }

  /** What a module returns. */
  public static LayerPoint output(String path) {
    return new LayerPoint(path, Side.OUTPUT, LAST_CALL, ONLY_TENSOR);
  }

  /** What a module takes. */
  public static LayerPoint input(String path) {
    return new LayerPoint(path, Side.INPUT, LAST_CALL, ONLY_TENSOR);
  }

  /** From its text form. */
  public static LayerPoint parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "expected PATH, PATH#CALL, PATH:input or PATH[SLOT], got '" + text + "'");
    }
    String call = parts.group(2);
    String slot = parts.group(4);
    return new LayerPoint(
        parts.group(1),
        parts.group(3) == null ? Side.OUTPUT : Side.INPUT,
        call == null ? LAST_CALL : Integer.parseInt(call),
        slot == null ? ONLY_TENSOR : Integer.parseInt(slot));
  }

  /** The same in another call of the module. */
  public LayerPoint call(int index) {
    return new LayerPoint(path, side, index, slot);
  }

  /** Another of several tensors. */
  public LayerPoint slot(int index) {
    return new LayerPoint(path, side, call, index);
  }

  /** The same of another module. */
  LayerPoint at(String otherPath) {
    return new LayerPoint(otherPath, side, call, slot);
  }

  @Override
  public String toString() {
    return path
        + (call == LAST_CALL ? "" : "#" + call)
        + (side == Side.INPUT ? ":input" : "")
        + (slot == ONLY_TENSOR ? "" : "[" + slot + "]");
  }
}
