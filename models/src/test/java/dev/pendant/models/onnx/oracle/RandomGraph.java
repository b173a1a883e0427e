package dev.pendant.models.onnx.oracle;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.pendant.models.onnx.oracle.Onnxruntime.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A small valid graph grown from a seed: the same seed gives the same graph, on every machine.
 *
 * @param x an input for it
 * @param y what onnxruntime answers
 * @param chosen names of the choices made, in order
 * @param smooth whether its gradient is the same however a backend breaks ties
 */
public record RandomGraph(
    long seed,
    int opset,
    byte[] model,
    List<NodeProto> nodes,
    Array x,
    Array y,
    List<String> chosen,
    boolean smooth) {

  private static final int OLDEST = 7;
  private static final int NEWEST = 23;
  private static final int MOST_ELEMENTS = 4000;
  private static final float LARGEST = 100;
  private static final List<Choice> CHOICES = choices();

  private static List<Choice> choices() {
    List<Choice> all = new ArrayList<>();
    all.addAll(ElementwiseChoices.all());
    all.addAll(LayerChoices.all());
    all.addAll(ShapeChoices.all());
    all.addAll(ProductChoices.all());
    return List.copyOf(all);
  }

  static List<String> choiceNames() {
    return CHOICES.stream().map(Choice::name).toList();
  }

  public static RandomGraph of(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    int opset = OLDEST + random.nextInt(NEWEST - OLDEST + 1);
    long[] shape = shape(random);
    Array x = input(random, shape);
    Draft draft = new Draft(random, opset, shape, random.nextBoolean());
    Value value = new Value("x", shape, false);
    List<Value> grown = new ArrayList<>(List.of(value));
    List<String> chosen = new ArrayList<>();
    boolean smooth = true;
    int steps = 2 + random.nextInt(5);
    for (int tries = 0; chosen.size() < steps && tries < 60; tries++) {
      Choice choice = CHOICES.get(random.nextInt(CHOICES.size()));
      if (!choice.fits().test(draft, value)) {
        continue;
      }
      int[] mark = draft.mark();
      String name = choice.adds().apply(draft, value);
      Array made = Onnxruntime.run(draft.model(name).toByteArray(), x);
      if (made == null || !isTame(made)) {
        draft.backTo(mark);
        continue;
      }
      chosen.add(choice.name());
      smooth &= !(choice.picks() && value.tied());
      value = new Value(name, made.shape(), value.tied() || choice.ties());
      value = merged(draft, grown, value, x);
      grown.add(value);
    }
    // Scaled, so that no softmax is last: that would be taken off.
    String y = draft.node("Mul", List.of(value.name(), draft.floats(1.5, 1.5)));
    byte[] model = draft.model(y).toByteArray();
    return new RandomGraph(
        seed,
        opset,
        model,
        draft.model(y).getGraph().getNodeList(),
        x,
        Objects.requireNonNull(Onnxruntime.run(model, x)),
        chosen,
        smooth);
  }

  /** Sometimes joined with an earlier value of the same shape, as residual blocks do. */
  private static Value merged(Draft draft, List<Value> grown, Value value, Array x) {
    for (Value earlier : grown) {
      if (Arrays.equals(earlier.shape(), value.shape()) && draft.random.nextInt(3) == 0) {
        int[] mark = draft.mark();
        String type = draft.oneOf("Add", "Sub", "Mul");
        String name = draft.node(type, List.of(value.name(), earlier.name()));
        Array made = Onnxruntime.run(draft.model(name).toByteArray(), x);
        if (made != null && isTame(made)) {
          return new Value(name, made.shape(), value.tied() || earlier.tied());
        }
        draft.backTo(mark);
      }
    }
    return value;
  }

  private static boolean isTame(Array array) {
    boolean small = array.values().length > 0 && array.values().length <= MOST_ELEMENTS;
    for (float value : array.values()) {
      small &= Math.abs(value) <= LARGEST;
    }
    return small;
  }

  private static long[] shape(Random random) {
    int channels = new int[] {1, 2, 3, 4, 8}[random.nextInt(5)];
    int extent = 3 + random.nextInt(5);
    int batch = 1 + random.nextInt(2);
    return switch (random.nextInt(8)) {
      case 0 -> new long[] {batch, channels};
      case 1 -> new long[] {batch, channels, extent};
      case 2 -> new long[] {batch, channels, 3, extent, 4};
      default -> new long[] {batch, channels, extent, 3 + random.nextInt(5)};
    };
  }

  private static Array input(Random random, long[] shape) {
    float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Array(values, shape);
  }

  @Override
  public String toString() {
    return "seed "
        + seed
        + ", opset "
        + opset
        + ", x "
        + Arrays.toString(x.shape())
        + "\n"
        + nodes.stream()
            .map(
                node ->
                    "  "
                        + node.getOutputList()
                        + " = "
                        + node.getOpType()
                        + node.getInputList()
                        + " "
                        + node.getAttributeList().stream()
                            .filter(attribute -> !attribute.hasT())
                            .map(a -> a.toString().replaceAll("\\s+", " "))
                            .toList())
            .collect(Collectors.joining("\n"));
  }
}
