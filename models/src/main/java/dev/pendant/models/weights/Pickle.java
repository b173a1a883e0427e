package dev.pendant.models.weights;

import dev.pendant.models.ModelException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A reader of Python pickles that knows only the instructions state dicts are made of. Whatever a
 * pickle asks for, the answer is one of a few inert Java values: {@code Map} (in order), {@code
 * List}, {@link Tuple}, {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@link
 * #NONE}, and what {@link TorchObjects} makes. Nothing is run, loaded or looked up by name.
 */
final class Pickle {

  /** Python's None. */
  static final Object NONE = new Object();

  /** A state dict takes about sixty instructions for a tensor. */
  private static final int MOST_INSTRUCTIONS = 5_000_000;

  private static final int DEEPEST_STACK = 1 << 20;

  private final PickleInput in;
  private final TorchObjects objects;
  private List<Object> stack = new ArrayList<>();
  private final List<List<Object>> stacksBelow = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  /** A Python tuple. */
  record Tuple(List<Object> items) {}

  private Pickle(PickleInput in, TorchObjects objects) {
    this.in = in;
    this.objects = objects;
  }

  /** Reads one pickle, up to and including its end. */
  static Object read(PickleInput in, TorchObjects objects) {
    return new Pickle(in, objects).run();
  }

  private Object run() {
    for (int i = 0; i < MOST_INSTRUCTIONS; i++) {
      int code = in.u8();
      if (code == '.') {
        return pop();
      }
      step(code);
      if (stack.size() + stacksBelow.size() > DEEPEST_STACK) {
        break;
      }
    }
    throw new ModelException("has a pickle far larger than a state dict's; is it damaged?");
  }

  private void step(int code) {
    switch (code) {
      case 0x80 -> protocol(in.u8());
      case '(' -> mark();
      case 'N' -> push(NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'K' -> push((long) in.u8());
      case 'M' -> push((long) in.u16());
      case 'J' -> push((long) in.i32());
      case 0x8a -> push(in.integer(in.u8()));
      case 'G' -> push(in.f64());
      case 'X', 'T' -> push(in.string(Integer.toUnsignedLong(in.i32())));
      case 'U' -> push(in.string(in.u8()));
      case ')' -> push(new Tuple(List.of()));
      case 0x85 -> push(new Tuple(popAll(1)));
      case 0x86 -> push(new Tuple(popAll(2)));
      case 0x87 -> push(new Tuple(popAll(3)));
      case 't' -> push(new Tuple(popToMark()));
      case ']' -> push(new ArrayList<>());
      case 'a' -> append(popAll(1));
      case 'e' -> append(popToMark());
      case '}' -> push(new LinkedHashMap<>());
      case 's' -> put(popAll(2));
      case 'u' -> put(popToMark());
      case 'q' -> memo.put(in.u8(), top());
      case 'r' -> memo.put(in.i32(), top());
      case 'h' -> push(recall(in.u8()));
      case 'j' -> push(recall(in.i32()));
      case 'c' -> push(objects.global(in.line(), in.line()));
      case 'Q' -> push(objects.storage(pop()));
      case 'R' -> reduce();
      case 'b' -> build();
      default -> throw unknown(code);
    }
  }

  private static ModelException unknown(int code) {
    return new ModelException(
        String.format(
            "has the pickle instruction 0x%02x, which no state dict needs; %s",
            code, TorchObjects.HOW_TO_SAVE));
  }

  private static ModelException bad(String why) {
    return new ModelException("has a damaged pickle: " + why);
  }

  private static void protocol(int version) {
    if (version != 2) {
      throw new ModelException(
          "has a pickle of protocol "
              + version
              + ", torch.save writes 2 unless told otherwise; save it again without pickle_protocol");
    }
  }

  private void push(Object value) {
    stack.add(value);
  }

  private void mark() {
    stacksBelow.add(stack);
    stack = new ArrayList<>();
  }

  private List<Object> popToMark() {
    if (stacksBelow.isEmpty()) {
      throw bad("a mark is missing");
    }
    List<Object> items = stack;
    stack = stacksBelow.remove(stacksBelow.size() - 1);
    return items;
  }

  private List<Object> popAll(int count) {
    if (stack.size() < count) {
      throw bad("its stack is empty");
    }
    List<Object> last = stack.subList(stack.size() - count, stack.size());
    List<Object> items = new ArrayList<>(last);
    last.clear();
    return items;
  }

  private Object pop() {
    return popAll(1).get(0);
  }

  private Object top() {
    if (stack.isEmpty()) {
      throw bad("its stack is empty");
    }
    return stack.get(stack.size() - 1);
  }

  private Object recall(int index) {
    Object value = memo.get(index);
    if (value == null) {
      throw bad("it recalls what was never stored, number " + Integer.toUnsignedString(index));
    }
    return value;
  }

  @SuppressWarnings("unchecked") // every list on the stack was made here
  private void append(List<Object> items) {
    if (!(top() instanceof List<?> list)) {
      throw bad("it appends to something that is no list");
    }
    ((List<Object>) list).addAll(items);
  }

  @SuppressWarnings("unchecked") // every map on the stack was made here
  private void put(List<Object> items) {
    if (!(top() instanceof Map<?, ?> map) || items.size() % 2 != 0) {
      throw bad("it puts entries into something that is no dict");
    }
    for (int i = 0; i < items.size(); i += 2) {
      if (!(items.get(i) instanceof String || items.get(i) instanceof Long)) {
        throw new ModelException(
            "has a dict whose keys are neither strings nor whole numbers; "
                + TorchObjects.HOW_TO_SAVE);
      }
      ((Map<Object, Object>) map).put(items.get(i), items.get(i + 1));
    }
  }

  private void reduce() {
    List<Object> call = popAll(2);
    if (!(call.get(1) instanceof Tuple arguments)) {
      throw bad("it calls something without arguments");
    }
    push(objects.call(call.get(0), Collections.unmodifiableList(arguments.items())));
  }

  /** Only dicts come with a state, their _metadata, which says nothing of the tensors. */
  private void build() {
    pop();
    if (!(top() instanceof Map)) {
      throw bad("it gives a state to something that is no dict");
    }
  }
}
