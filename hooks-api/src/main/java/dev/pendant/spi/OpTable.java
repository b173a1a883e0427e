package dev.pendant.spi;

import dev.pendant.op.Op;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A backend's table: one row per operator. Immutable once built.
 *
 * @param <R> the backend's own kind of row, made for one operator instance
 */
public final class OpTable<R> {

  /** Makes a row from an operator's attributes. */
  @FunctionalInterface
  public interface Row<O extends Op, R> {
    R of(O op);
  }

  private final Map<Class<? extends Op>, Row<? extends Op, ? extends R>> rows;

  private OpTable(Map<Class<? extends Op>, Row<? extends Op, ? extends R>> rows) {
    this.rows = Map.copyOf(rows);
  }

  /**
   * @throws UnsupportedOperationException if the table has no row for this operator
   */
  @SuppressWarnings("unchecked") // a row is only ever filed under its own operator's class
  public R row(Op op) {
    Row<Op, R> row = (Row<Op, R>) rows.get(op.getClass());
    if (row == null) {
      throw new UnsupportedOperationException(
          op.name() + " has no row in this backend's table; it has " + names(rows.keySet()));
    }
    return row.of(op);
  }

  /** Operators of the language that the table has no row for; empty for a complete backend. */
  public List<String> missing() {
    return Op.all().stream()
        .filter(type -> !rows.containsKey(type))
        .map(Class::getSimpleName)
        .sorted()
        .toList();
  }

  private static String names(Collection<Class<? extends Op>> types) {
    return types.stream().map(Class::getSimpleName).sorted().collect(Collectors.joining(", "));
  }

  /** Collects rows; not thread-safe. */
  public static final class Builder<R> {

    private final Map<Class<? extends Op>, Row<? extends Op, ? extends R>> rows =
        new LinkedHashMap<>();

    /**
     * @throws IllegalStateException if the operator already has a row
     */
    public <O extends Op> Builder<R> row(Class<O> type, Row<O, ? extends R> row) {
      if (rows.putIfAbsent(type, row) != null) {
        throw new IllegalStateException("second row for " + type.getSimpleName());
      }
      return this;
    }

    public OpTable<R> build() {
      return new OpTable<>(rows);
    }
  }
}
