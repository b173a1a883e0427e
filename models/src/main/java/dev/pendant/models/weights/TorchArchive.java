package dev.pendant.models.weights;

import dev.pendant.models.ModelException;
import dev.pendant.models.weights.TorchObjects.StorageRef;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code torch.save} has written since PyTorch 1.6: a ZIP file with a pickle, {@code
 * NAME/data.pkl}, and each storage as it is in memory, {@code NAME/data/KEY}.
 */
final class TorchArchive {

  private static final String PICKLE = "/data.pkl";

  private final MappedFile file;
  private final ZipDirectory directory;
  private final String root;
  private final Map<StorageRef, Long> positions = new LinkedHashMap<>();

  private TorchArchive(MappedFile file, ZipDirectory directory, String root) {
    this.file = file;
    this.directory = directory;
    this.root = root;
  }

  static Map<String, StoredTensor> read(MappedFile file, List<String> entry) {
    ZipDirectory directory = new ZipDirectory(file);
    return new TorchArchive(file, directory, root(directory.names())).tensors(entry);
  }

  private static String root(Set<String> names) {
    String pickle =
        names.stream()
            .filter(name -> name.indexOf('/') == name.length() - PICKLE.length())
            .filter(name -> name.endsWith(PICKLE))
            .findFirst()
            .orElseThrow(
                () ->
                    new ModelException(
                        "is a ZIP file without data.pkl, so none that torch.save wrote; expected"
                            + " safetensors or a PyTorch state dict"));
    String root = pickle.substring(0, pickle.length() - PICKLE.length());
    if (names.contains(root + "/constants.pkl")) {
      throw new ModelException(
          "is a TorchScript archive: a program, of which no state dict is read; export the model to"
              + " ONNX with torch.onnx.export and load that, or load this file with DJL and wrap"
              + " its block");
    }
    return root;
  }

  private Map<String, StoredTensor> tensors(List<String> entry) {
    checkByteOrder();
    ZipDirectory.Region pickle = directory.require(root + PICKLE);
    Object held =
        Pickle.read(new PickleInput(file, pickle.position(), pickle.size()), new TorchObjects());
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    StateDictFinder.find(held, entry)
        .forEach(
            (name, tensor) ->
                tensors.put(
                    name, tensor.at(positions.computeIfAbsent(tensor.storage(), this::position))));
    return tensors;
  }

  private void checkByteOrder() {
    if (!directory.names().contains(root + "/byteorder")) {
      return;
    }
    ZipDirectory.Region order = directory.require(root + "/byteorder");
    ByteBuffer bytes = file.bytes(order.position(), (int) Math.min(order.size(), 16));
    String name = StandardCharsets.US_ASCII.decode(bytes).toString();
    if (!name.equals("little")) {
      throw new ModelException(
          "was saved in byte order '" + name + "', expected little; save it as safetensors");
    }
  }

  private long position(StorageRef storage) {
    ZipDirectory.Region region = directory.require(root + "/data/" + storage.key());
    // Divided, since the product could overflow.
    if (region.size() % storage.type().bytes() != 0
        || region.size() / storage.type().bytes() != storage.elements()) {
      throw new ModelException(
          "says storage '"
              + storage.key()
              + "' has "
              + storage.elements()
              + " elements of "
              + storage.type()
              + ", but keeps "
              + region.size()
              + " bytes; fetch or save it again");
    }
    return region.position();
  }
}
