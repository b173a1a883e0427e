package dev.pendant.models.weights;

import dev.pendant.models.ModelException;
import dev.pendant.models.weights.TorchObjects.StorageRef;
import dev.pendant.models.weights.TorchObjects.TensorRef;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What {@code torch.save} wrote before PyTorch 1.6, and torchvision's own weights still are: four
 * pickles (magic number, version, system, content), one with the storages' keys, then each storage
 * in that order, its number of elements first.
 */
final class TorchStream {

  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long VERSION = 1001;

  private final MappedFile file;
  private final TorchObjects objects = new TorchObjects();
  private final PickleInput in;

  private TorchStream(MappedFile file) {
    this.file = file;
    this.in = new PickleInput(file, 0, file.size());
  }

  static Map<String, StoredTensor> read(MappedFile file, List<String> entry) {
    return new TorchStream(file).tensors(entry);
  }

  private Object next() {
    return Pickle.read(in, objects);
  }

  private Map<String, StoredTensor> tensors(List<String> entry) {
    if (!MAGIC.equals(next())) {
      throw new ModelException(
          "is a Python pickle that torch.save did not write; " + TorchObjects.HOW_TO_SAVE);
    }
    if (!Long.valueOf(VERSION).equals(next())) {
      throw new ModelException("is of a version of PyTorch's format other than " + VERSION);
    }
    if (!(next() instanceof Map<?, ?> system)
        || !Boolean.TRUE.equals(system.get("little_endian"))) {
      throw new ModelException("was saved in another byte order; save it as safetensors");
    }
    Map<String, TensorRef> found = StateDictFinder.find(next(), entry);
    if (!(next() instanceof List<?> keys)) {
      throw new ModelException("has a damaged pickle: no list of storages");
    }
    Map<String, Long> positions = positions(keys, objects.storages());
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    found.forEach(
        (name, tensor) ->
            tensors.put(
                name, tensor.at(Objects.requireNonNull(positions.get(tensor.storage().key())))));
    return tensors;
  }

  /** Where each storage's elements begin. */
  private Map<String, Long> positions(List<?> keys, Map<String, StorageRef> storages) {
    Map<String, Long> positions = new HashMap<>();
    long at = in.position();
    for (Object key : keys) {
      StorageRef storage = key instanceof String name ? storages.get(name) : null;
      if (storage == null || positions.put(storage.key(), at + Long.BYTES) != null) {
        throw new ModelException("lists a storage that its pickle does not name, or names twice");
      }
      if (!file.has(at, Long.BYTES)
          || file.bytes(at, Long.BYTES).getLong() != storage.elements()
          || storage.elements() > file.size() / storage.type().bytes()
          || !file.has(at + Long.BYTES, storage.elements() * storage.type().bytes())) {
        throw new ModelException(
            "breaks off, or says otherwise than its pickle, in storage '"
                + storage.key()
                + "'; fetch or save it again");
      }
      at += Long.BYTES + storage.elements() * storage.type().bytes();
    }
    if (!positions.keySet().containsAll(storages.keySet())) {
      throw new ModelException("lacks storages that its pickle names; fetch or save it again");
    }
    return positions;
  }
}
