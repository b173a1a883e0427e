package dev.pendant.models.onnx.internal.reader;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.pendant.models.ModelException;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a tensor's values are outside the model file.
 *
 * @param location relative to the model's folder; not checked here
 * @param offset in bytes; 0 where the file tells none
 * @param length in bytes; negative where the file tells none: up to the end
 */
record ExternalData(String location, long offset, long length) {

  static final long REST = -1;

  static boolean isUsed(TensorProto proto) {
    return proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
  }

  /**
   * @throws ModelException if an entry is missing, stated twice or no number
   */
  static ExternalData of(TensorProto proto, String what) {
    Map<String, String> entries = new HashMap<>();
    for (StringStringEntryProto entry : proto.getExternalDataList()) {
      if (entries.put(entry.getKey(), entry.getValue()) != null) {
        throw new ModelException(
            what + " states '" + entry.getKey() + "' of its values twice; the file is damaged");
      }
    }
    String location = entries.get("location");
    if (location == null) {
      throw new ModelException(
          what + " keeps its values in another file but does not name it; the file is damaged");
    }
    return new ExternalData(
        location, number(entries, "offset", 0, what), number(entries, "length", REST, what));
  }

  private static long number(Map<String, String> entries, String key, long otherwise, String what) {
    String text = entries.get(key);
    if (text == null) {
      return otherwise;
    }
    // At most 18 digits fit a long; a sign, a hexadecimal or a blank does not belong here.
    if (!text.matches("[0-9]{1,18}")) {
      throw new ModelException(
          what + " states '" + text + "' as the " + key + " of its values, expected bytes");
    }
    return Long.parseLong(text);
  }
}
