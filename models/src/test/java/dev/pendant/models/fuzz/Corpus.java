package dev.pendant.models.fuzz;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.pendant.models.onnx.oracle.RandomGraph;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whole files to start from: small ones, since what is damaged should be structure. */
final class Corpus {

  private static final Path RESOURCES = Path.of("src", "test", "resources");
  private static final String[] SAFETENSORS_TYPES = {"F32", "F64", "F16", "BF16", "I64", "I8"};
  private static final int[] SAFETENSORS_BYTES = {4, 8, 2, 2, 8, 1};

  private static final int RANDOM_GRAPHS = 40;

  private Corpus() {}

  static List<byte[]> of(Format format) throws IOException {
    return switch (format) {
      case SAFETENSORS -> List.of(safetensors(1), safetensors(6), safetensors(40));
      case PTH -> torch();
      case ONNX -> onnx();
    };
  }

  private static List<byte[]> torch() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (String name :
        List.of(
            "types.pth",
            "types-before-1.6.pth",
            "views.pth",
            "views-before-1.6.pth",
            "parallel.pth",
            "checkpoint.pth",
            "torchscript.pt")) {
      files.add(Files.readAllBytes(RESOURCES.resolve("weights").resolve(name)));
    }
    return files;
  }

  private static byte[] safetensors(int tensors) {
    List<String> entries = new ArrayList<>(List.of("\"__metadata__\":{\"format\":\"pt\"}"));
    int at = 0;
    for (int i = 0; i < tensors; i++) {
      int type = i % SAFETENSORS_TYPES.length;
      int end = at + 6 * SAFETENSORS_BYTES[type];
      entries.add(
          String.format(
              "\"layer%d.weight\":{\"dtype\":\"%s\",\"shape\":[2,3],\"data_offsets\":[%d,%d]}",
              i, SAFETENSORS_TYPES[type], at, end));
      at = end;
    }
    byte[] header = ("{" + String.join(",", entries) + "}").getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + header.length + at)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }

  /**
   * Two small models, one of them also with its weights in another file, {@code weights.bin}, and
   * random graphs of every operator.
   */
  private static List<byte[]> onnx() throws IOException {
    byte[] cntk = Files.readAllBytes(RESOURCES.resolve("golden/mnist_cntk.onnx"));
    byte[] torch = Files.readAllBytes(RESOURCES.resolve("golden/mnist_torch11.onnx"));
    ModelProto.Builder model = ModelProto.parseFrom(cntk).toBuilder();
    for (TensorProto.Builder weight : model.getGraphBuilder().getInitializerBuilderList()) {
      if (weight.getDataType() == TensorProto.DataType.FLOAT.getNumber()) {
        weight
            .clearFloatData()
            .clearRawData()
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", "weights.bin"))
            .addExternalData(entry("offset", "0"));
      }
    }
    List<byte[]> files =
        new ArrayList<>(
            List.of(cntk, torch, model.build().toByteArray(), model.build().toByteArray()));
    for (int seed = 0; seed < RANDOM_GRAPHS; seed++) {
      files.add(RandomGraph.of(seed).model());
    }
    return files;
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
