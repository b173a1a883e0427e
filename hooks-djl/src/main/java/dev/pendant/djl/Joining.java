package dev.pendant.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.ParallelBlock;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The function that makes one output of a parallel block's branches. */
final class Joining {

  private static final Logger log = LoggerFactory.getLogger(Joining.class);

  private final Function<List<NDList>, NDList> function;

  private Joining(Function<List<NDList>, NDList> function) {
    this.function = function;
  }

  /**
   * DJL 0.36.0 keeps it in a private field and shows it nowhere.
   *
   * @return null if it cannot be had; the block then is opaque
   */
  @SuppressWarnings("unchecked") // the field's declared type
  static @Nullable Joining of(ParallelBlock block) {
    try {
      Field field = ParallelBlock.class.getDeclaredField("function");
      field.setAccessible(true);
      return new Joining((Function<List<NDList>, NDList>) field.get(block));
    } catch (ReflectiveOperationException | RuntimeException hidden) {
      log.warn(
          "a ParallelBlock of this DJL does not show how it joins its branches, so it stays opaque",
          hidden);
      return null;
    }
  }

  /**
   * @param sizes how many of the arrays each branch gave
   */
  NDList join(NDList arrays, List<Integer> sizes) {
    List<NDList> branches = new ArrayList<>();
    int next = 0;
    for (int size : sizes) {
      NDArray[] branch = arrays.subList(next, next + size).toArray(new NDArray[0]);
      branches.add(new NDList(branch));
      next += size;
    }
    return function.apply(branches);
  }
}
