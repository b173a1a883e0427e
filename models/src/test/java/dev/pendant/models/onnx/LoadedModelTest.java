package dev.pendant.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.models.onnx.internal.fold.FoldedGraph;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.row.Kernel;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model holds on to after it was loaded. */
class LoadedModelTest {

  /** Shapes and indices stay on the host; a weight is larger. */
  private static final int LARGEST_ARRAY = 64;

  @ParameterizedTest
  @ValueSource(strings = {"alexnet_slim", "densenet_slim", "mnist_cntk"})
  void theWeightsLiveOnTheBackendAlone(String name) throws IllegalAccessException {
    try (OnnxModel model =
        OnnxModels.load(TestFiles.bytes(name + ".onnx"), name, new StorageOnly())) {
      Set<Object> seen = reachable(model);
      assertThat(seen).anyMatch(Kernel.class::isInstance);
      assertThat(seen)
          .noneMatch(one -> one instanceof HostArray array && array.size() > LARGEST_ARRAY)
          .noneMatch(FoldedGraph.class::isInstance);
    }
  }

  /** Through fields of our own objects (lambdas too), arrays and collections. */
  private static Set<Object> reachable(Object root) throws IllegalAccessException {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty()) {
      Object one = open.remove();
      if (!seen.add(one)) {
        continue;
      }
      if (one instanceof Map<?, ?> map) {
        open.addAll(map.values());
      } else if (one instanceof Iterable<?> many) {
        many.forEach(open::add);
      } else if (one.getClass().getName().startsWith("dev.pendant.")) {
        addFields(one, open);
      }
    }
    return seen;
  }

  private static void addFields(Object one, Deque<Object> open) throws IllegalAccessException {
    for (Class<?> type = one.getClass();
        type.getName().startsWith("dev.pendant.");
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          field.setAccessible(true);
          Object value = field.get(one);
          if (value != null) {
            open.add(value);
          }
        }
      }
    }
  }
}
