package dev.pendant.models.fuzz;

import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.models.onnx.StorageOnly;
import dev.pendant.models.weights.Weights;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What can be read, how all of it is, and which pieces of bytes mean something in it. */
enum Format {
  SAFETENSORS(
      "safetensors",
      "{",
      "}",
      "[",
      "]",
      ",",
      "\"",
      "\\u0000",
      "\\",
      "-1",
      "0",
      "18446744073709551616",
      "9223372036854775807",
      "4611686018427387904",
      "1e9",
      "null",
      "\"dtype\":\"F64\"",
      "\"shape\":[65536,65536,65536]",
      "\"data_offsets\":[0,0]",
      "[[[[[[[[[[[[",
      "\"a\":{\"a\":{\"a\":{",
      "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f") {
    @Override
    void read(Path file) {
      readAll(Weights.read(file));
    }
  },

  PTH(
      "pth",
      "(",
      ".",
      "N",
      ")",
      "}",
      "]",
      "t",
      "u",
      "s",
      "e",
      "R",
      "Q",
      "b",
      "h\u0000",
      "q\u0000",
      "j\u00ff\u00ff\u00ff\u00ff",
      "\u0085",
      "\u0086",
      "\u0087",
      "\u0081",
      "cos\nsystem\n",
      "cbuiltins\neval\n",
      "ctorch\nFloatStorage\n",
      "ctorch\nDoubleStorage\n",
      "ccollections\nOrderedDict\n",
      "ctorch._utils\n_rebuild_tensor_v2\n",
      "X\u00ff\u00ff\u00ff\u007f",
      "X\u0004\u0000\u0000\u0000../x",
      "U\u00ff",
      "\u008a\u00ff",
      "\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f",
      "J\u00ff\u00ff\u00ff\u007f",
      "J\u00ff\u00ff\u00ff\u00ff",
      "K\u0000",
      "PK\u0001\u0002",
      "PK\u0003\u0004",
      "PK\u0005\u0006",
      "PK\u0006\u0006",
      "PK\u0006\u0007",
      "\u0001\u0000\u0018\u0000",
      "/data.pkl",
      "/data/0",
      "../../../../etc/passwd",
      "byteorder",
      "constants.pkl") {
    @Override
    void read(Path file) {
      readAll(Weights.read(file));
    }
  },

  ONNX(
      "onnx",
      "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f",
      "\u00ff\u00ff\u00ff\u00ff\u0007",
      "\u0080\u0080\u0080\u0080\u0080\u0080\u0080\u0080\u0080\u0001",
      "\u0008\u00ff\u00ff\u00ff\u00ff\u000f",
      "\u003a",
      "\u0012",
      "\u002a",
      "\u0000",
      "\u0003\u0004",
      "Loop",
      "If",
      "Conv",
      "Reshape",
      "Expand",
      "Tile",
      "ConstantOfShape",
      "Range",
      "Pad",
      "Resize",
      "Gather",
      "external_data",
      "location",
      "../canary.bin",
      "link.bin",
      "sub/../../canary.bin",
      "/etc/passwd",
      "kernel_shape",
      "strides",
      "pads",
      "group") {
    @Override
    void read(Path file) {
      StorageOnly backend = new StorageOnly();
      try {
        OnnxModels.load(file, backend).close();
      } finally {
        if (backend.liveArrays() != 0) {
          throw new IllegalStateException(backend.liveArrays() + " arrays were left behind");
        }
      }
    }
  };

  /** Of file names. */
  final String ending;

  /** Pieces that a mutation may put in. */
  final List<byte[]> tokens;

  Format(String ending, String... tokens) {
    this.ending = ending;
    this.tokens =
        List.of(tokens).stream().map(t -> t.getBytes(StandardCharsets.ISO_8859_1)).toList();
  }

  /** Reads all there is. */
  abstract void read(Path file);

  private static void readAll(Weights weights) {
    for (String name : weights.names()) {
      switch (weights.spec(name).type()) {
        case FLOAT32 -> weights.floats(name);
        case FLOAT64 -> weights.doubles(name);
        default -> weights.longs(name);
      }
    }
  }
}
