package dev.pendant.models.onnx.oracle;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The oracle: what onnxruntime answers, one thread, graph as it is. */
public final class Onnxruntime {

  private Onnxruntime() {}

  /** Values of a shape, row-major. */
  public record Array(float[] values, long[] shape) {}

  /**
   * @return the first output; null if onnxruntime refuses the model
   */
  static @Nullable Array run(byte[] model, Array x) {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "tests");
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      try (OrtSession session = environment.createSession(model, options);
          OnnxTensor input =
              OnnxTensor.createTensor(environment, FloatBuffer.wrap(x.values), x.shape);
          OrtSession.Result result = session.run(Map.of("x", input))) {
        if (!(result.get(0) instanceof OnnxTensor output) || output.getFloatBuffer() == null) {
          return null;
        }
        FloatBuffer buffer = output.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return new Array(values, output.getInfo().getShape());
      }
    } catch (OrtException refused) {
      return null;
    }
  }
}
