package dev.pendant.cli;

import dev.pendant.cam.image.Preprocessing;
import dev.pendant.models.onnx.OnnxModel;
import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.spi.Backend;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Loads a model, and puts together what its file, its sidecar and the options say. */
final class ModelSource {

  /**
   * Loads a model, which the caller closes before the backend.
   *
   * @param path null for the built-in model
   * @param preprocessing goes before the sidecar's, but for the size; null for the sidecar's
   * @param labels goes before the sidecar's; null for the sidecar's
   * @throws dev.pendant.PendantException if a file cannot be used, or two contradict each other
   */
  LoadedModel load(
      @Nullable Path path,
      @Nullable NamedPreprocessing preprocessing,
      @Nullable Path labels,
      Backend backend) {
    Sidecar sidecar = path == null ? BuiltInModel.sidecar() : Sidecar.beside(path);
    Labels names = labels == null ? sidecar.labels() : Labels.read(labels);
    String name = path == null ? BuiltInModel.NAME : path.toString();
    OnnxModel model =
        path == null
            ? OnnxModels.load(BuiltInModel.bytes(), name, backend)
            : OnnxModels.load(path, backend);
    try {
      requireOneInput(model, name);
      ModelInput input = ModelInput.of(model.inputShape(0), sidecar, name);
      Preprocessing prepared = prepared(input, sidecar, preprocessing, name);
      return new LoadedModel(name, model, backend, input, names, prepared);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static void requireOneInput(OnnxModel model, String name) {
    if (model.inputNames().size() > 1) {
      throw new InputException(
          name
              + ": takes "
              + model.inputNames()
              + ", this command has a picture only; explain it in Java with Explainer, whose"
              + " inputs(...) says which are explained and which held fixed");
    }
  }

  private static @Nullable Preprocessing prepared(
      ModelInput input, Sidecar sidecar, @Nullable NamedPreprocessing named, String model) {
    Preprocessing chosen =
        named == null ? sidecar.preprocessing() : named.forChannels(input.channels());
    if (chosen == null) {
      return null;
    }
    if (chosen.channels().count() != input.channels()) {
      throw new InputException(
          "%s takes %d channels, the preprocessing makes %s; choose another with --preprocess"
              .formatted(model, input.channels(), chosen.channels()));
    }
    return chosen.withSize(input.size().height(), input.size().width());
  }
}
