package dev.pendant.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.pendant.models.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not what they should be are refused in one line that says what to do. */
class BadFilesTest {

  private final StorageOnly backend = new StorageOnly();

  @AfterEach
  void nothingStaysBehind() {
    assertThat(backend.liveArrays()).isZero();
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(byte[] content) {
    return assertThatThrownBy(() -> OnnxModels.load(content, "a.onnx", backend))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("a.onnx: ")
        .hasMessageNotContaining("\n");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(ModelProto.Builder model) {
    return assertRefused(model.build().toByteArray());
  }

  private static ModelProto.Builder relu() {
    return Graphs.model(Graphs.node("Relu", "r", List.of("x"), "y"));
  }

  private static ModelProto.Builder adding(TensorProto.Builder weight) {
    ModelProto.Builder model = Graphs.model(Graphs.node("Add", "a", List.of("x", "w"), "y"));
    model.getGraphBuilder().addInitializer(weight);
    return model;
  }

  // --- not a model ----------------------------------------------------------------------------

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) {
    Path missing = folder.resolve("none.onnx");
    assertThatThrownBy(() -> OnnxModels.load(missing, backend))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("does not exist")
        .hasMessageContaining("check the path");
  }

  @Test
  void aFolderIsNoFile(@TempDir Path folder) {
    assertThatThrownBy(() -> OnnxModels.load(folder, backend))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("is not a file");
  }

  @Test
  void aTextFileIsNoModel(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("readme.onnx"), "This is not a model.\n");
    assertThatThrownBy(() -> OnnxModels.load(text, backend))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(text.toString())
        .hasMessageContaining("expected an ONNX model");
  }

  @Test
  void anEmptyFileIsNoModel() {
    assertRefused(new byte[0]).hasMessageContaining("is empty");
  }

  @Test
  void aModelWithoutGraphIsNoClassifier() {
    assertRefused(ModelProto.newBuilder().setIrVersion(8)).hasMessageContaining("no graph");
  }

  @Test
  void aFileCutOffAnywhereIsRefused() {
    byte[] whole = TestFiles.bytes("alexnet_slim.onnx");
    for (int i = 0; i < 20; i++) {
      int length = (int) ((long) whole.length * i / 20);
      assertRefused(Arrays.copyOf(whole, length));
      assertRefused(Arrays.copyOf(whole, i + 1));
      assertRefused(Arrays.copyOf(whole, whole.length - 1 - i));
    }
  }

  @Test
  void damagedBytesAreReadOrRefusedButNeverBreak() {
    byte[] whole = TestFiles.bytes("mnist_cntk.onnx");
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = whole.clone();
      for (int j = 0; j <= random.nextInt(4); j++) {
        // Weights fill most of the file; its structure lies at both ends.
        int reach = random.nextInt(4) == 0 ? damaged.length : 1500;
        int at = random.nextInt(reach);
        damaged[random.nextBoolean() ? at : damaged.length - 1 - at] = (byte) random.nextInt(256);
      }
      Throwable thrown = catchThrowable(() -> OnnxModels.load(damaged, "damaged", backend).close());
      if (thrown != null) {
        assertThat(thrown).as("round %d", i).isInstanceOf(ModelException.class);
        refused++;
      }
      assertThat(backend.liveArrays()).isZero();
    }
    assertThat(refused).isBetween(300, 2999);
  }

  // --- models of kinds that are not supported -------------------------------------------------

  @Test
  void operatorsThatAreNotSupportedAreNamedAllAtOnce() {
    assertRefused(
            Graphs.model(
                    Graphs.node("Relu", "r", List.of("x"), "a"),
                    Graphs.node("GridSample", "g1", List.of("a"), "b"),
                    Graphs.node("Relu", "", List.of("b"), "c"),
                    Graphs.node("Det", "", List.of("c"), "d"),
                    Graphs.node("GridSample", "g2", List.of("d"), "e"),
                    Graphs.node("Odd", "o", List.of("e"), "y").toBuilder()
                        .setDomain("com.example")
                        .build())
                .addOpsetImport(Graphs.opset("com.example", 3)))
        .hasMessageContaining("3 operators")
        .hasMessageContaining("GridSample (opset 17, first 'g1', 2 nodes)")
        .hasMessageContaining("Det (opset 17, first the one that makes 'd', 1 node)")
        .hasMessageContaining("com.example:Odd (opset 3, first 'o', 1 node)");
  }

  @Test
  void anOpsetOutsideWhatIsKnownIsRefused() {
    for (long opset : new long[] {1, 6, 24, Long.MAX_VALUE}) {
      assertRefused(relu().setOpsetImport(0, Graphs.opset("", opset)))
          .hasMessageContaining("expected 7 to 23");
    }
    assertRefused(relu().clearOpsetImport()).hasMessageContaining("which opset");
  }

  @Test
  void weightsInAnotherFileAreRefusedWithTheWayOut() {
    TensorProto.Builder external =
        Graphs.floats("w", List.of(2L))
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(
                StringStringEntryProto.newBuilder().setKey("location").setValue("/etc/passwd"));
    assertRefused(adding(external))
        .hasMessageContaining("initializer 'w'")
        .hasMessageContaining("by its path")
        .hasMessageContaining("external_data=False");
  }

  @Test
  void functionsThatCallThemselvesAreRefused() {
    FunctionProto endless =
        FunctionProto.newBuilder()
            .setName("block")
            .setDomain("own")
            .addInput("a")
            .addOutput("b")
            .addNode(Graphs.node("block", "", List.of("a"), "b").toBuilder().setDomain("own"))
            .build();
    ModelProto.Builder model =
        Graphs.model(
            Graphs.node("block", "", List.of("x"), "y").toBuilder().setDomain("own").build());
    assertRefused(model.addFunctions(endless))
        .hasMessageContaining("'block'")
        .hasMessageContaining("32 deep");
  }

  @Test
  void functionsThatMultiplyWithoutEndAreRefused() {
    ModelProto.Builder model =
        Graphs.model(Graphs.node("f0", "", List.of("x"), "y").toBuilder().setDomain("own").build());
    for (int i = 0; i < 30; i++) {
      String next = i == 29 ? "Relu" : "f" + (i + 1);
      String domain = i == 29 ? "" : "own";
      model.addFunctions(
          FunctionProto.newBuilder()
              .setName("f" + i)
              .setDomain("own")
              .addInput("a")
              .addOutput("c")
              .addNode(Graphs.node(next, "", List.of("a"), "b").toBuilder().setDomain(domain))
              .addNode(Graphs.node(next, "", List.of("b"), "c").toBuilder().setDomain(domain)));
    }
    assertRefused(model).hasMessageContaining("more than 200000 nodes");
  }

  @Test
  void trainingModeIsRefused() {
    TensorProto.Builder weight = Graphs.floats("w", List.of(2L), 1f, 1f);
    ModelProto.Builder model =
        Graphs.model(
            Graphs.with(
                Graphs.node("BatchNormalization", "bn", List.of("x", "w", "w", "w", "w"), "y"),
                "training_mode",
                1));
    model.getGraphBuilder().addInitializer(weight);
    assertRefused(model).hasMessageContaining("'bn'").hasMessageContaining("model.eval()");
  }

  @Test
  void anOutputThatNoRowMakesIsRefused() {
    assertRefused(
            Graphs.model(
                Graphs.node("Dropout", "d", List.of("x"), "a", "mask"),
                Graphs.node("Add", "s", List.of("a", "mask"), "y")))
        .hasMessageContaining("'mask'");
  }

  @Test
  void anAttributeOutOfAllProportionIsRefused() {
    assertRefused(
            Graphs.model(
                Graphs.with(Graphs.node("Concat", "c", List.of("x", "x"), "y"), "axis", 1L << 40)))
        .hasMessageContaining("'c'");
  }

  @Test
  void aShapeComputedFromThePictureIsRefused() {
    assertRefused(
            Graphs.model(
                Graphs.node("Relu", "a", List.of("x"), "s"),
                Graphs.node("Reshape", "b", List.of("x", "s"), "y")))
        .hasMessageContaining("'s' is computed from the picture's values");
  }

  @Test
  void floatingInputsAreExpected() {
    ModelProto.Builder none = relu();
    none.getGraphBuilder().clearInput();
    assertRefused(none).hasMessageContaining("no input");
    ModelProto.Builder words = relu();
    words.getGraphBuilder().setInput(0, Graphs.value("x", Graphs.INT64));
    assertRefused(words).hasMessageContaining("INT64");
  }

  @Test
  void anOutputNamedTwiceIsRefused() {
    ModelProto.Builder twice = relu();
    twice.getGraphBuilder().addOutput(Graphs.value("y", Graphs.FLOAT));
    assertRefused(twice).hasMessageContaining("names an output twice, [y, y]");
  }

  @Test
  void anOutputWithoutTheInputIsRefused() {
    ModelProto.Builder model = Graphs.model(Graphs.node("Identity", "i", List.of("w"), "y"));
    model.getGraphBuilder().addInitializer(Graphs.floats("w", List.of(1L), 1f));
    assertRefused(model).hasMessageContaining("does not depend on the input");
  }

  // --- sizes that lie ---------------------------------------------------------------------------

  @Test
  void sizesAreCheckedBeforeAnythingIsAllocated() {
    long huge = 1L << 40;
    assertRefused(adding(Graphs.floats("w", List.of(huge), 1f))).hasMessageContaining("1 values");
    assertRefused(adding(Graphs.floats("w", List.of(huge, huge), 1f)))
        .hasMessageContaining("impossible shape");
    assertRefused(adding(Graphs.floats("w", List.of(-2L), 1f)))
        .hasMessageContaining("impossible shape");
    assertRefused(adding(Graphs.floats("w", java.util.Collections.nCopies(99, 1L), 1f)))
        .hasMessageContaining("99 axes");
    TensorProto.Builder odd =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(Graphs.FLOAT)
            .addDims(1)
            .setRawData(ByteString.copyFrom("12345", StandardCharsets.UTF_8));
    assertRefused(adding(odd)).hasMessageContaining("5 bytes");
    assertRefused(adding(Graphs.floats("w", List.of(1L), 1f).setDataType(8)))
        .hasMessageContaining("element type 8");
  }

  @Test
  void constantsThatWouldFillTheMemoryAreNotComputed() {
    TensorProto.Builder shape =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(Graphs.INT64)
            .addDims(2)
            .addInt64Data(1L << 20)
            .addInt64Data(1L << 20);
    ModelProto.Builder model =
        Graphs.model(
            Graphs.node("ConstantOfShape", "c", List.of("w"), "big"),
            Graphs.node("Add", "a", List.of("x", "big"), "y"));
    model.getGraphBuilder().addInitializer(shape);
    assertRefused(model).hasMessageContaining("[1048576, 1048576]");
  }

  // --- graphs that do not hold together -------------------------------------------------------

  @Test
  void valuesAreMadeOnceAndBeforeTheyAreUsed() {
    assertRefused(
            Graphs.model(
                Graphs.node("Relu", "late", List.of("a"), "y"),
                Graphs.node("Relu", "early", List.of("x"), "a")))
        .hasMessageContaining("'late'")
        .hasMessageContaining("before anything made it");
    assertRefused(
            Graphs.model(
                Graphs.node("Relu", "one", List.of("x"), "y"),
                Graphs.node("Relu", "two", List.of("x"), "y")))
        .hasMessageContaining("a second time");
    assertRefused(Graphs.model(Graphs.node("Relu", "r", List.of("x"), "z")))
        .hasMessageContaining("nothing makes the output 'y'");
  }
}
