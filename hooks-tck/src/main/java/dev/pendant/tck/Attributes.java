package dev.pendant.tck;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pendant.op.Padding;
import dev.pendant.op.Padding3d;
import dev.pendant.op.Size;
import dev.pendant.op.Size3d;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** An operator's attributes in a golden file; notices those that nobody asked for. */
final class Attributes {

  private final JsonNode json;
  private final Set<String> unread = new HashSet<>();

  Attributes(JsonNode json) {
    this.json = json;
    json.fieldNames().forEachRemaining(unread::add);
  }

  /** Names not asked for so far. */
  Set<String> unread() {
    return Set.copyOf(unread);
  }

  private JsonNode get(String name) {
    unread.remove(name);
    return json.required(name);
  }

  int integer(String name) {
    return get(name).intValue();
  }

  double number(String name) {
    return get(name).doubleValue();
  }

  /** For an attribute whose null stands for {@code absent}. */
  double number(String name, double absent) {
    return get(name).isNull() ? absent : number(name);
  }

  String text(String name) {
    return get(name).textValue();
  }

  boolean flag(String name) {
    return get(name).booleanValue();
  }

  /** For an attribute that PyTorch's call may leave out. */
  boolean flag(String name, boolean absent) {
    return json.has(name) ? flag(name) : absent;
  }

  List<Integer> integers(String name) {
    return StreamSupport.stream(get(name).spliterator(), false).map(JsonNode::intValue).toList();
  }

  List<Long> longs(String name) {
    return StreamSupport.stream(get(name).spliterator(), false).map(JsonNode::longValue).toList();
  }

  Size size(String name) {
    List<Integer> pair = integers(name);
    return new Size(pair.get(0), pair.get(1));
  }

  Size size(String name, Size absent) {
    return json.has(name) ? size(name) : absent;
  }

  Size3d size3d(String name) {
    List<Integer> sides = integers(name);
    return new Size3d(sides.get(0), sides.get(1), sides.get(2));
  }

  /** Written as [front, top, left, back, bottom, right]. */
  Padding3d padding3d(String name) {
    List<Integer> sides = integers(name);
    return new Padding3d(
        sides.get(0), sides.get(1), sides.get(2), sides.get(3), sides.get(4), sides.get(5));
  }

  /** Written as [top, left, bottom, right]. */
  Padding padding(String name) {
    List<Integer> sides = integers(name);
    return new Padding(sides.get(0), sides.get(1), sides.get(2), sides.get(3));
  }
}
