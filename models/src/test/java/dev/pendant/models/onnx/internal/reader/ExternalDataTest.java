package dev.pendant.models.onnx.internal.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.Graphs;
import dev.pendant.models.onnx.OnnxModel;
import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.models.onnx.StorageOnly;
import dev.pendant.models.onnx.internal.graph.HostArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights in files beside the model: read from its folder, and from nowhere else. */
class ExternalDataTest {

  private final StorageOnly backend = new StorageOnly();

  @TempDir Path temp;

  private Path folder = Path.of("");

  /** The folder holds {@code weights.bin} of 4 floats, 1 to 4; outside lies {@code secret.bin}. */
  @BeforeEach
  void lay() throws IOException {
    folder = Files.createDirectories(temp.resolve("model"));
    ByteBuffer values = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 1; i <= 4; i++) {
      values.putFloat(i);
    }
    Files.write(folder.resolve("weights.bin"), values.array());
    Files.write(temp.resolve("secret.bin"), values.array());
  }

  @AfterEach
  void nothingStaysBehind() {
    assertThat(backend.liveArrays()).isZero();
  }

  private static TensorProto.Builder external(String... keysAndValues) {
    TensorProto.Builder weight =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(Graphs.FLOAT)
            .addDims(2)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      weight.addExternalData(
          StringStringEntryProto.newBuilder()
              .setKey(keysAndValues[i])
              .setValue(keysAndValues[i + 1]));
    }
    return weight;
  }

  private HostArray read(TensorProto.Builder weight) {
    try (ExternalFiles files = ExternalFiles.beside(folder.resolve("m.onnx"))) {
      return TensorReader.read(weight.build(), files, "w");
    }
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      TensorProto.Builder weight) {
    return assertThatThrownBy(() -> read(weight))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("w ");
  }

  @Test
  void valuesAreThoseAtTheOffset() {
    HostArray w = read(external("location", "weights.bin", "offset", "8", "length", "8"));
    assertThat(w.number(0)).isEqualTo(3);
    assertThat(w.number(1)).isEqualTo(4);
  }

  @Test
  void offsetAndLengthMayBeMissing() {
    assertThat(read(external("location", "weights.bin", "offset", "8")).number(1)).isEqualTo(4);
    assertThat(read(external("location", "weights.bin", "length", "8")).number(1)).isEqualTo(2);
    assertThat(read(external("location", "weights.bin").clearDims().addDims(4)).number(3))
        .isEqualTo(4);
  }

  @Test
  void aFolderBelowTheModelsIsInside() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.copy(folder.resolve("weights.bin"), folder.resolve("data/w.bin"));
    assertThat(read(external("location", "data/w.bin", "length", "8")).number(0)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../secret.bin",
        "a/../../secret.bin",
        "..",
        "..\\secret.bin",
        "C:secret.bin",
        "\\\\server\\share",
        ""
      })
  void aWayOutOfTheFolderIsRefused(String location) {
    assertRefused(external("location", location, "length", "8"))
        .hasMessageContaining("'" + location + "'")
        .hasMessageContaining("own folder");
  }

  @Test
  void aLinkOutOfTheFolderIsRefused() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.bin"), temp.resolve("secret.bin"));
    Files.createSymbolicLink(folder.resolve("up"), temp);
    assertRefused(external("location", "link.bin", "length", "8")).hasMessageContaining("a link");
    assertRefused(external("location", "up/secret.bin", "length", "8"))
        .hasMessageContaining("outside the model's folder");
  }

  @Test
  void aLinkInsideTheFolderIsFollowed() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.bin"), folder.resolve("weights.bin"));
    assertThat(read(external("location", "link.bin", "length", "8")).number(1)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing.bin", "."})
  void whatIsNoFileIsNamed(String location) {
    assertRefused(external("location", location, "length", "8"))
        .hasMessageContaining("expected that file beside the model");
  }

  @Test
  void aNameNoFileCanHaveIsRefused() {
    assertRefused(external("location", "weights.bin\0", "length", "8"))
        .hasMessageContaining("cannot exist");
  }

  @Test
  void theRangeMustLieInTheFile() {
    assertRefused(external("location", "weights.bin", "offset", "12", "length", "8"))
        .hasMessageContaining("8 bytes from byte 12")
        .hasMessageContaining("which has 16");
    assertRefused(external("location", "weights.bin", "offset", "999999999999999999"))
        .hasMessageContaining("which has 16");
    assertRefused(
            external(
                "location",
                "weights.bin",
                "offset",
                "999999999999999999",
                "length",
                "999999999999999999"))
        .hasMessageContaining("which has 16");
  }

  @Test
  void theLengthMustFitTheShape() {
    assertRefused(external("location", "weights.bin", "length", "12"))
        .hasMessageContaining("expected 8");
    assertRefused(external("location", "weights.bin")).hasMessageContaining("expected 8");
    assertRefused(external("location", "weights.bin").addDims(1L << 40))
        .hasMessageContaining("16 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0x8", " 8", "8.0", "9999999999999999999999", "", "８"})
  void whatIsNoNumberIsRefused(String number) {
    assertRefused(external("location", "weights.bin", "offset", number))
        .hasMessageContaining("'" + number + "' as the offset");
  }

  @Test
  void anEntryIsStatedOnceAndTheLocationMustBe() {
    assertRefused(external("location", "weights.bin", "location", "weights.bin"))
        .hasMessageContaining("twice");
    assertRefused(external("length", "8")).hasMessageContaining("does not name it");
  }

  @Test
  void aSmallFileCannotFillTheMemoryManyTimesOver() {
    ModelProto.Builder model = Graphs.model(Graphs.node("Add", "a", List.of("x", "w0"), "y"));
    for (int i = 0; i < 50; i++) {
      model
          .getGraphBuilder()
          .addInitializer(external("location", "weights.bin", "length", "8").setName("w" + i));
    }
    assertThatThrownBy(() -> load(model))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("that many others took");
  }

  @Test
  void aModelLoadsWithItsWeightsByItsPath() throws IOException {
    ModelProto.Builder model = Graphs.model(Graphs.node("Add", "a", List.of("x", "w"), "y"));
    model.getGraphBuilder().addInitializer(external("location", "weights.bin", "length", "8"));
    try (OnnxModel loaded = load(model)) {
      assertThat(Objects.requireNonNull(loaded.find("a")).parameters()).containsOnlyKeys("w");
    }
  }

  private OnnxModel load(ModelProto.Builder model) throws IOException {
    Path file = folder.resolve("m.onnx");
    Files.write(file, model.build().toByteArray());
    return OnnxModels.load(file, backend);
  }
}
