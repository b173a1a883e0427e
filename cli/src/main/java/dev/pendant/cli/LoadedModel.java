package dev.pendant.cli;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.OutputChoice;
import dev.pendant.cam.image.Preprocessing;
import dev.pendant.cam.target.Scores;
import dev.pendant.models.onnx.OnnxModel;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A model with what a picture needs to go into it. Owns the module, not the backend.
 *
 * @param name as answers name it
 * @param preprocessing of the input's size; null if nothing says it
 */
record LoadedModel(
    String name,
    OnnxModel module,
    Backend backend,
    ModelInput input,
    Labels labels,
    @Nullable Preprocessing preprocessing)
    implements AutoCloseable {

  /** An input with nothing on it; belongs to the scope that is open. */
  Tensor blank() {
    return input(new float[input.channels() * input.size().height() * input.size().width()]);
  }

  /** A batch of one; belongs to the scope that is open. */
  Tensor input(float[] values) {
    long[] shape = {1, input.channels(), input.size().height(), input.size().width()};
    if (module.inputType(0) == DType.FLOAT64) {
      double[] wide = IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
      return Tensor.of(backend, wide, shape);
    }
    return Tensor.of(backend, values, shape);
  }

  /**
   * How many classes there are: one for each label, or as many as a run on nothing answers.
   *
   * @throws dev.pendant.cam.target.TargetException if that output is no score per class
   */
  int classes(OutputChoice output) {
    if (!labels.isEmpty()) {
      return labels.size(); // other numbers are refused once the scores are there
    }
    try (Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad()) {
      return Scores.of(output.of(module.call(Tensors.of(blank())))).classes();
    }
  }

  /**
   * @throws UsageException if nothing says how a picture becomes this model's input
   */
  Preprocessing requirePreprocessing() {
    if (preprocessing == null) {
      throw new UsageException(
          "nothing says how a picture becomes the input of "
              + name
              + "; give --preprocess imagenet, caffe or unit, or a sidecar "
              + Sidecar.pathFor(Path.of(name)));
    }
    return preprocessing;
  }

  @Override
  public void close() {
    module.close();
  }
}
