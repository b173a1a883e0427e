package dev.pendant.models.onnx;

import dev.pendant.models.ModelException;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensors;
import java.util.List;
import java.util.Map;

/**
 * A classifier from an ONNX file: one picture tensor in, class scores (logits) out. It owns its
 * weights, which require no gradient; {@link #close} frees them. May be called from many threads at
 * once.
 *
 * <p>A module that the network calls several times runs its hooks each time. Called by itself, it
 * computes what it does in the first of these calls.
 */
public final class OnnxModel extends GraphModule {

  /** What was taken off the end of the network, so that it answers logits. */
  public enum Peeled {
    NONE,
    SOFTMAX,
    LOG_SOFTMAX
  }

  private final OnnxValue input;
  private final boolean channelsLast;
  private final List<OnnxValue> outputs;
  private final Peeled peeled;
  private final int opset;
  private final String producer;
  private Map<String, String> aliases = Map.of();

  OnnxModel(OnnxGraph graph, boolean channelsLast, Peeled peeled) {
    this.input = graph.inputs().get(0);
    this.channelsLast = channelsLast;
    this.outputs = graph.outputs();
    this.peeled = peeled;
    this.opset = graph.opset();
    this.producer = graph.producer();
    describe("OnnxModel");
  }

  void knowAs(Map<String, String> otherNames) {
    aliases = Map.copyOf(otherNames);
  }

  /**
   * What else {@link #find} knows modules by: the file's names of the node that makes a module's
   * output and of that output, and the path of a batch normalisation that the exporter folded into
   * the convolution before it.
   */
  @Override
  public Map<String, String> aliases() {
    return aliases;
  }

  public String inputName() {
    return input.name();
  }

  /** Extents the input must have; -1 where any will do. Empty if the file tells none. */
  public List<Long> inputShape() {
    return input.shape();
  }

  /**
   * Whether the file's input is [n, height, width, channels], as Keras has it. The model takes [n,
   * channels, height, width] all the same: the file's first Transpose is left out.
   */
  public boolean isChannelsLast() {
    return channelsLast;
  }

  /** Type the input must have; float32 also for a model stored in float16. */
  public DType inputType() {
    return input.type();
  }

  /** Name in the file of the first output, which holds the scores. */
  public String outputName() {
    return outputs.get(0).name();
  }

  /** What was taken off the end: applied to the logits it gives what the file's output was. */
  public Peeled peeled() {
    return peeled;
  }

  /** Version of ONNX's operators that the file uses. */
  public int opset() {
    return opset;
  }

  /** Name and version of the exporter, as the file tells; may be empty. */
  public String producer() {
    return producer;
  }

  /**
   * @param inputs one tensor of {@link #inputType} that fits {@link #inputShape}
   * @return the logits, [n, classes] in most files; further outputs of the file after them
   * @throws ModelException if the input does not fit; nothing was computed then
   */
  @Override
  public Tensors forward(Tensors inputs) {
    check(inputs);
    return super.forward(inputs);
  }

  private void check(Tensors inputs) {
    if (inputs.size() != 1 || !inputs.isPresent(0)) {
      throw new ModelException("takes one tensor, '" + input.name() + "', got " + inputs);
    }
    Shape shape = inputs.get(0).shape();
    boolean fits = inputs.get(0).type() == input.type();
    if (!input.shape().isEmpty()) {
      fits &= shape.rank() == input.shape().size();
      for (int i = 0; fits && i < shape.rank(); i++) {
        long wanted = input.shape().get(i);
        fits = wanted == OnnxValue.OPEN || wanted == shape.get(i);
      }
    }
    if (!fits) {
      throw new ModelException(
          "takes '"
              + input.name()
              + "' of type "
              + input.type()
              + " and shape "
              + input.shape()
              + " (-1: any extent), got "
              + inputs.get(0).spec());
    }
  }
}
