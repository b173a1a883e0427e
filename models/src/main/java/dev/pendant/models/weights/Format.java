package dev.pendant.models.weights;

import dev.pendant.models.ModelException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Tells the formats of weights, and those often mistaken for them, by their first bytes. */
final class Format {

  private static final int ZIP = 0x04034b50;
  private static final int EMPTY_ZIP = 0x06054b50;
  private static final int HDF5 = 0x46444889;
  private static final byte PICKLE = (byte) 0x80;

  /** Of an ONNX file: field 1, the version of its intermediate representation. */
  private static final byte ONNX = 0x08;

  /** Bytes before a safetensors header. */
  private static final int PREFIX = 8;

  private static final int LEAST = PREFIX + 1;

  private Format() {}

  static Map<String, StoredTensor> read(MappedFile file, List<String> entry) {
    if (file.size() < LEAST) {
      throw new ModelException(
          "has only " + file.size() + " bytes, expected safetensors or a PyTorch state dict");
    }
    ByteBuffer first = file.bytes(0, LEAST);
    // Before all others: the length of a safetensors header can look like any magic number.
    if (first.get(PREFIX) == '{') {
      return safetensors(file, entry);
    }
    int magic = first.getInt(0);
    if (magic == ZIP || magic == EMPTY_ZIP) {
      return TorchArchive.read(file, entry);
    }
    if (first.get(0) == PICKLE) {
      return TorchStream.read(file, entry);
    }
    if (magic == HDF5) {
      throw new ModelException(
          "is an HDF5 file, as Keras writes them; its weights are not read, export the model to"
              + " ONNX and load that");
    }
    if (first.get(0) == ONNX) {
      throw new ModelException(
          "is no file of weights; if it is an ONNX model, load it with OnnxModels.load");
    }
    return safetensors(file, entry);
  }

  private static Map<String, StoredTensor> safetensors(MappedFile file, List<String> entry) {
    if (!entry.isEmpty()) {
      throw new ModelException(
          "is a safetensors file, which has no entry "
              + entry
              + " inside; read it without, and see Weights.below");
    }
    return SafetensorsHeader.read(file);
  }
}
