package dev.pendant.models.onnx;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.OnnxGraph;
import dev.pendant.models.onnx.internal.graph.OnnxValue;
import dev.pendant.models.onnx.internal.plan.ModuleEntries;
import dev.pendant.models.onnx.internal.plan.Network;
import dev.pendant.nn.Module;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A model from an ONNX file: mostly one picture tensor in, class scores (logits) out. It owns its
 * weights, which require no gradient; {@link #close} frees them. May be called from many threads at
 * once.
 *
 * <p>A module that the network calls several times runs its hooks each time. Called by itself, it
 * computes what it does in the first of these calls.
 */
public final class OnnxModel extends Module {

  /** What was taken off the end of the network, so that it answers logits. */
  public enum Peeled {
    NONE,
    SOFTMAX,
    LOG_SOFTMAX
  }

  private final List<OnnxValue> inputs;
  private final boolean channelsLast;
  private final List<OnnxValue> outputs;
  private final Peeled peeled;
  private final int opset;
  private final String producer;
  private final Network network;

  /** Registration hooks may ask while the model is being filled. */
  private Map<String, String> aliases = Map.of();

  /**
   * @param planner fills the model
   */
  OnnxModel(
      OnnxGraph graph,
      boolean channelsLast,
      Peeled peeled,
      Function<ModuleEntries, Network> planner) {
    this.inputs = graph.inputs();
    this.channelsLast = channelsLast;
    this.outputs = graph.outputs();
    this.peeled = peeled;
    this.opset = graph.opset();
    this.producer = graph.producer();
    // Weights move out of this scope when a module takes them; what is left after a failure dies.
    try (Scope scope = Scope.open()) {
      this.network =
          planner.apply(
              new ModuleEntries(
                  this, this::register, this::registerParameter, this::registerBuffer));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    this.aliases = network.aliases();
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

  /** Names in the file of what {@link #forward} takes, in this order. */
  public List<String> inputNames() {
    return inputs.stream().map(OnnxValue::name).toList();
  }

  /** Extents an input must have; -1 where any will do. Empty if the file tells none. */
  public List<Long> inputShape(int slot) {
    return inputs.get(slot).shape();
  }

  /**
   * Whether the file's input is [n, height, width, channels], as Keras has it. The model takes [n,
   * channels, height, width] all the same: the file's first Transpose is left out.
   */
  public boolean isChannelsLast() {
    return channelsLast;
  }

  /** Type an input must have; float32 also for a model stored in float16. */
  public DType inputType(int slot) {
    return inputs.get(slot).type();
  }

  /** Names in the file of the outputs, the first of which holds the scores of a classifier. */
  public List<String> outputNames() {
    return outputs.stream().map(OnnxValue::name).toList();
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
   * @param values one tensor for each of {@link #inputNames}, of its {@link #inputType} and {@link
   *     #inputShape}
   * @return the outputs by their names in the file; the first are the logits, [n, classes] in most
   *     files
   * @throws ModelException if an input does not fit; nothing was computed then
   */
  @Override
  public Tensors forward(Tensors values) {
    check(values);
    Tensors answers = network.run(values);
    Tensors named = Tensors.none();
    for (int i = 0; i < outputs.size(); i++) {
      named = named.and(outputs.get(i).name(), answers.get(i));
    }
    return named;
  }

  private void check(Tensors values) {
    if (values.size() != inputs.size() || values.present().count() < inputs.size()) {
      throw new ModelException(
          "takes "
              + (inputs.size() == 1 ? "one tensor, " : inputs.size() + " tensors, ")
              + inputNames()
              + ", got "
              + values);
    }
    for (int i = 0; i < inputs.size(); i++) {
      check(inputs.get(i), values.get(i));
    }
  }

  private static void check(OnnxValue input, Tensor value) {
    Shape shape = value.shape();
    boolean fits = value.type() == input.type();
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
              + value.spec());
    }
  }
}
