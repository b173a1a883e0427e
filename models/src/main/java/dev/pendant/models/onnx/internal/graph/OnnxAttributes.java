package dev.pendant.models.onnx.internal.graph;

import dev.pendant.models.ModelException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes of one node, read by type; a value of another type than asked for is refused. */
public final class OnnxAttributes {

  public static final OnnxAttributes NONE = new OnnxAttributes(Map.of());

  private final Map<String, Object> values;

  /** Values are {@code Long, Float, String, long[], float[]} or {@link HostArray}. */
  public OnnxAttributes(Map<String, Object> values) {
    this.values = Map.copyOf(values);
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public long integer(String name, long otherwise) {
    Long value = get(name, Long.class);
    return value == null ? otherwise : value;
  }

  public boolean flag(String name, boolean otherwise) {
    return integer(name, otherwise ? 1 : 0) != 0;
  }

  public double number(String name, double otherwise) {
    Float value = get(name, Float.class);
    return value == null ? otherwise : value;
  }

  public String text(String name, String otherwise) {
    String value = get(name, String.class);
    return value == null ? otherwise : value;
  }

  /** Null where there is none. */
  public long @Nullable [] integers(String name) {
    return get(name, long[].class);
  }

  /** Null where there is none. */
  public float @Nullable [] numbers(String name) {
    return get(name, float[].class);
  }

  public @Nullable HostArray tensor(String name) {
    return get(name, HostArray.class);
  }

  public List<String> names() {
    return values.keySet().stream().sorted().toList();
  }

  private <T> @Nullable T get(String name, Class<T> type) {
    Object value = values.get(name);
    if (value == null) {
      return null;
    }
    if (!type.isInstance(value)) {
      throw new ModelException(
          "attribute '"
              + name
              + "' holds "
              + value.getClass().getSimpleName()
              + " where "
              + type.getSimpleName()
              + " belongs; the file breaks the ONNX schema");
    }
    return type.cast(value);
  }
}
