package dev.pendant.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pendant.models.ModelException;
import dev.pendant.nn.Module;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trained networks of four exporters, against onnxruntime. */
abstract class TrainedModelChecks extends ModelChecks {

  @ParameterizedTest
  @ValueSource(strings = {"shapes", "mnist_cntk", "mnist_torch11", "cifar10_torch17"})
  void logitsAreThoseOfOnnxruntime(String name) {
    JsonNode expected = TestFiles.json("expected-logits.json").get("models").get(name);
    long[] shape =
        IntStream.range(0, 4).mapToLong(i -> expected.get("shape").get(i).asLong()).toArray();
    JsonNode logits = expected.get("logits");
    float[] wanted = new float[logits.size()];
    IntStream.range(0, wanted.length).forEach(i -> wanted[i] = (float) logits.get(i).asDouble());
    try (OnnxModel model = load(name + ".onnx");
        Scope scope = Scope.open()) {
      assertClose(model.call(ramp(shape)).toFloatArray(), wanted, 1e-4, name);
    }
  }

  /** As {@code expected_logits.py} makes it. */
  private Tensor ramp(long... shape) {
    float[] values = new float[(int) Shape.of(shape).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (i * 7919L % 1000 / 1000.0 - 0.5);
    }
    return Tensor.of(backend(), values, shape);
  }

  @Test
  void aModelTellsWhatItTakesAndWhereItCameFrom() {
    try (OnnxModel model = load("shapes.onnx")) {
      assertThat(model.inputNames()).containsExactly("input");
      assertThat(model.inputShape(0)).containsExactly(-1L, 3L, 96L, 96L);
      assertThat(model.inputType(0)).isEqualTo(DType.FLOAT32);
      assertThat(model.outputNames()).containsExactly("logits");
      assertThat(model.peeled()).isEqualTo(OnnxModel.Peeled.NONE);
      assertThat(model.opset()).isEqualTo(17);
      assertThat(model.producer()).isEqualTo("pytorch 2.13.0");
    }
  }

  @Test
  void weightsHaveTheirNamesOfTheTrainingScript() {
    try (OnnxModel model = load("shapes.onnx")) {
      assertThat(model.namedParameters())
          .containsKeys(
              "features.0.weight", "features.1.weight", "features.1.bias", "classifier.bias")
          .doesNotContainKey("features.1.running_mean");
      assertThat(model.find("features.1").buffers())
          .containsOnlyKeys("running_mean", "running_var");
      assertThat(model.namedParameters().values()).noneMatch(Tensor::requiresGrad);
    }
  }

  @Test
  void aFinalLogSoftmaxIsPeeled() {
    try (OnnxModel model = load("mnist_torch11.onnx")) {
      assertThat(model.peeled()).isEqualTo(OnnxModel.Peeled.LOG_SOFTMAX);
      assertThat(model.outputNames()).containsExactly("output_probs");
      assertThat(model.modules()).noneMatch(info -> info.type().equals("LogSoftmax"));
    }
  }

  @Test
  void nodesNamedOtherwiseAreModulesByTheirOwnNames() {
    try (OnnxModel model = load("mnist_cntk.onnx")) {
      assertThat(model.find("Convolution110").type()).isEqualTo("Conv");
      assertThat(model.find("Plus30").parameters()).containsOnlyKeys("Parameter6");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,3,96,95", "1,1,96,96", "3,96,96"})
  void anInputThatDoesNotFitIsRefused(String extents) {
    long[] shape = List.of(extents.split(",")).stream().mapToLong(Long::parseLong).toArray();
    try (OnnxModel model = load("shapes.onnx");
        Scope scope = Scope.open()) {
      assertThatThrownBy(() -> model.call(ramp(shape)))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("[-1, 3, 96, 96]")
          .hasMessageContaining(Shape.of(shape).toString());
    }
  }

  @Test
  void squeezeNetWithUnnamedNodesAndHalfFloatsSeesTheKitten() throws IOException {
    BufferedImage kitten = ImageIO.read(TestFiles.shared("photos/kitten_224.png").toFile());
    try (OnnxModel model =
            OnnxModels.load(TestFiles.shared("models/SqueezeNet_fp16.onnx"), backend());
        Scope scope = Scope.open()) {
      assertThat(model.opset()).isEqualTo(7);
      assertThat(model.inputType(0)).isEqualTo(DType.FLOAT32);
      assertThat(model.peeled()).isEqualTo(OnnxModel.Peeled.SOFTMAX);
      assertThat(model.modules()).filteredOn(info -> info.type().equals("Conv")).hasSize(26);
      Module concat = model.find("fire9/concat_1");
      assertThat(concat).isSameAs(model.find("fire9.concat_1"));
      assertThat(concat.type()).isEqualTo("Concat");

      Tensor logits = model.call(caffe(kitten));
      assertThat(logits.shape()).isEqualTo(Shape.of(1, 1000, 1, 1));
      double tabby = logits.reshape(1, 1000).softmax(1).slice(1, 281, 282).item();
      assertThat(tabby).isCloseTo(0.938, within(0.005));
    }
  }

  /** Blue, green, red, 0 to 255, less Caffe's means. */
  private Tensor caffe(BufferedImage image) {
    float[] means = {104, 117, 123};
    int pixels = image.getWidth() * image.getHeight();
    float[] values = new float[3 * pixels];
    for (int i = 0; i < pixels; i++) {
      int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
      for (int channel = 0; channel < 3; channel++) {
        values[channel * pixels + i] = ((rgb >> (8 * channel)) & 0xff) - means[channel];
      }
    }
    return Tensor.of(backend(), values, 1, 3, image.getHeight(), image.getWidth());
  }
}
