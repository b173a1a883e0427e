package dev.pendant.models.weights;

import dev.pendant.models.ModelException;
import dev.pendant.models.weights.Pickle.Tuple;
import dev.pendant.tensor.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a state dict's pickle may name, and what it makes of it; everything else is refused. The
 * policy is that of PyTorch's own {@code weights_only} loading, with fewer names.
 */
final class TorchObjects {

  static final String HOW_TO_SAVE =
      "nothing of it was run; in Python, save the weights alone:"
          + " torch.save(model.state_dict(), file), or safetensors";

  private static final int HIGHEST_RANK = 64;

  /** A function or class that pickles of state dicts name. */
  private enum Callable {
    ORDERED_DICT,
    REBUILD_TENSOR,
    REBUILD_PARAMETER,
    SIZE
  }

  private static final Map<String, Callable> CALLABLES =
      Map.of(
          "collections.OrderedDict", Callable.ORDERED_DICT,
          "torch._utils._rebuild_tensor", Callable.REBUILD_TENSOR,
          "torch._utils._rebuild_tensor_v2", Callable.REBUILD_TENSOR,
          "torch._utils._rebuild_parameter", Callable.REBUILD_PARAMETER,
          "torch.Size", Callable.SIZE);

  /**
   * A run of elements that tensors share.
   *
   * @param key its name among the file's storages
   */
  record StorageRef(StoredType type, String key, long elements) {}

  /** A view of a storage, all of it inside; in elements. */
  record TensorRef(StorageRef storage, long offset, Shape shape, long[] strides) {

    /** The same, its storage beginning at that byte of the file. */
    StoredTensor at(long position) {
      return new StoredTensor(
          storage.type(), shape, position + offset * storage.type().bytes(), strides);
    }
  }

  private final Map<String, StorageRef> storages = new LinkedHashMap<>();

  /** Every storage named so far, by key. */
  Map<String, StorageRef> storages() {
    return Collections.unmodifiableMap(storages);
  }

  /** The value of a module's attribute of that name. */
  Object global(String module, String name) {
    Callable callable = CALLABLES.get(module + "." + name);
    if (callable != null) {
      return callable;
    }
    StoredType type = module.equals("torch") ? StoredType.ofTorch(name) : null;
    if (type != null) {
      return type;
    }
    if (module.equals("torch") && name.endsWith("Storage")) {
      throw new ModelException(
          "has tensors of the type torch."
              + name
              + "; read are those of "
              + List.of(StoredType.values()));
    }
    throw new ModelException(
        "holds Python objects ("
            + module
            + "."
            + name
            + "), not weights alone: a whole model, or a checkpoint with more than tensors and"
            + " numbers; "
            + HOW_TO_SAVE);
  }

  /** The storage a persistent id stands for: {@code ('storage', type, key, device, elements)}. */
  StorageRef storage(Object persistentId) {
    List<Object> id = persistentId instanceof Tuple tuple ? tuple.items() : List.of();
    if (id.size() >= 5
        && id.get(0).equals("storage")
        && id.get(1) instanceof StoredType type
        && id.get(2) instanceof String key
        && id.get(4) instanceof Long elements
        && elements >= 0
        && (id.size() == 5 || id.get(5) == Pickle.NONE)) {
      StorageRef storage = new StorageRef(type, key, elements);
      if (!storage.equals(storages.getOrDefault(key, storage))) {
        throw new ModelException("describes storage '" + key + "' in two ways; is it damaged?");
      }
      storages.put(key, storage);
      return storage;
    }
    throw new ModelException(
        "refers to something outside its pickle that is no plain storage; " + HOW_TO_SAVE);
  }

  /** What calling a global answers. */
  Object call(Object callable, List<Object> arguments) {
    if (callable == Callable.ORDERED_DICT) {
      return orderedDict(arguments);
    }
    if (callable == Callable.REBUILD_TENSOR && arguments.size() >= 4) {
      return tensor(arguments);
    }
    if (callable == Callable.REBUILD_PARAMETER
        && !arguments.isEmpty()
        && arguments.get(0) instanceof TensorRef tensor) {
      return tensor;
    }
    if (callable == Callable.SIZE
        && arguments.size() == 1
        && arguments.get(0) instanceof Tuple size) {
      return size;
    }
    throw new ModelException("has a damaged pickle: it calls something with the wrong arguments");
  }

  /** Empty, or as Python 2 wrote it: a list of pairs. */
  private static Map<Object, Object> orderedDict(List<Object> arguments) {
    Map<Object, Object> dict = new LinkedHashMap<>();
    if (arguments.isEmpty()) {
      return dict;
    }
    if (arguments.get(0) instanceof List<?> pairs) {
      for (Object pair : pairs) {
        if (!(pair instanceof List<?> two)
            || two.size() != 2
            || !(two.get(0) instanceof String key)) {
          throw new ModelException("has a damaged pickle: an ordered dict without pairs");
        }
        dict.put(key, two.get(1));
      }
    }
    return dict;
  }

  private static TensorRef tensor(List<Object> arguments) {
    if (!(arguments.get(0) instanceof StorageRef storage)
        || !(arguments.get(1) instanceof Long offset)
        || !(arguments.get(2) instanceof Tuple size)
        || !(arguments.get(3) instanceof Tuple stride)
        || size.items().size() != stride.items().size()
        || size.items().size() > HIGHEST_RANK) {
      throw new ModelException("has a damaged pickle: a tensor without storage, size or stride");
    }
    try {
      Shape shape = Shape.of(numbers(size));
      long[] strides = numbers(stride);
      checkInside(storage, offset, shape, strides);
      return new TensorRef(storage, offset, shape, strides);
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new ModelException("has a tensor of an impossible size or stride", e);
    }
  }

  private static long[] numbers(Tuple tuple) {
    return tuple.items().stream()
        .mapToLong(
            item -> {
              if (item instanceof Long number && number >= 0) {
                return number;
              }
              throw new IllegalArgumentException("a size or stride must be a whole number");
            })
        .toArray();
  }

  private static void checkInside(StorageRef storage, long offset, Shape shape, long[] strides) {
    long last = offset;
    for (int axis = 0; axis < strides.length; axis++) {
      long steps = Math.max(0, shape.get(axis) - 1);
      last = Math.addExact(last, Math.multiplyExact(steps, strides[axis]));
    }
    long count = shape.elements();
    if (offset < 0 || offset > storage.elements() || (count > 0 && last >= storage.elements())) {
      throw new ModelException(
          "has a tensor " + shape + " that reaches outside its storage of " + storage.elements());
    }
    if (count > storage.elements()) {
      throw new ModelException(
          "has a tensor "
              + shape
              + " that repeats its storage of "
              + storage.elements()
              + " elements; call contiguous() on it before saving");
    }
  }
}
