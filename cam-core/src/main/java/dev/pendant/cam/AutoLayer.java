package dev.pendant.cam;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.internal.Extents;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Picks the target layer: of all modules, in the order in which their calls end, the last one that
 * returns a single tensor of shape [n, c, h, w] with more than one position (h w > 1); for data of
 * one or three axes [n, c, l] or [n, c, d, h, w]. A container ends after its last child, so it is
 * picked before that child where both return the same. A module that only puts axes in another
 * order is looked through: what it returns need not be [n, c, h, w].
 *
 * <p>Where a vision transformer goes on with that layer's positions as tokens, [n, tokens, c], the
 * last module that returns them such that the scores still depend on them: behind it only a class
 * token is read on. In a ViT that is the first normalisation of the last block.
 *
 * <p>Found by watching one run of the model without a tape, so it costs one plain forward pass; one
 * more, recorded, for a transformer. The answer is remembered for each model, shape of its inputs
 * and choice of output: one instance pays once. Thread-safe.
 */
public final class AutoLayer implements LayerChoice {

  /** What modules that only permute are called by those that import them. */
  private static final Set<String> PERMUTING = Set.of("Transpose", "Permute");

  /** What an answer is good for. */
  private record Question(List<Spec> inputs, List<Integer> explained, OutputChoice output) {}

  /** Of each model the answers asked for last. */
  private static final class Answers extends LinkedHashMap<Question, String> {

    private static final int MOST = 64;

    Answers() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Question, String> eldest) {
      return size() > MOST;
    }
  }

  private final Map<Module, Map<Question, String>> found =
      Collections.synchronizedMap(new WeakHashMap<>());

  /**
   * @throws LayerException if no module qualifies
   */
  @Override
  public List<LayerPoint> points(ExplainedCall call) {
    Map<Question, String> ofModel =
        found.computeIfAbsent(call.model(), key -> Collections.synchronizedMap(new Answers()));
    List<Spec> specs = call.inputs().present().map(Tensor::spec).toList();
    Question question = new Question(specs, call.explained(), call.output());
    String known = ofModel.get(question);
    if (known == null) {
      known = watch(call);
      ofModel.put(question, known);
    }
    return List.of(LayerPoint.output(known));
  }

  private static String watch(ExplainedCall call) {
    Watch watch = new Watch(data(call));
    List<HookHandle> hooks = new ArrayList<>();
    try (Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad()) {
      call.model()
          .namedModules()
          .forEach(
              (path, module) ->
                  hooks.add(module.registerForwardHook((m, in, out) -> watch.ended(path, m, out))));
      call.model().call(call.handles());
    } finally {
      hooks.forEach(HookHandle::close);
    }
    if (watch.last == null || watch.shape == null) {
      throw new LayerException(
          "no layer of this model returns a picture-like tensor [n, c, h, w] with h * w > 1"
              + " ([n, c, l] or [n, c, d, h, w] for an input like that), so there is nothing for"
              + " 'auto' to pick; name a layer");
    }
    return watch.tokens.isEmpty()
        ? watch.last
        : TokenLayers.lastRead(call, watch.tokens, watch.shape).orElse(watch.last);
  }

  /** Shape of the first input explained with one to three axes behind samples and channels. */
  private static Shape data(ExplainedCall call) {
    return call.explained().stream()
        .map(call.inputs()::get)
        .map(Tensor::shape)
        .filter(AutoLayer::isData)
        .findFirst()
        .orElse(Shape.of());
  }

  private static boolean isData(Shape input) {
    return input.rank() >= 3 && input.rank() <= 5;
  }

  /** As many axes as the data has; [n, c, h, w] where no input is data of one to three axes. */
  private static boolean canBePicked(Shape output, Shape input) {
    return output.rank() == (isData(input) ? input.rank() : 4) && isSpatial(output, input);
  }

  /** Whether what a layer returned has more than one position. */
  static boolean isSpatial(Shape output, Shape input) {
    long positions =
        ChannelsLast.is(output, input)
            ? output.get(1) * output.get(2)
            : Extents.spatial(output).elements();
    return positions > 1;
  }

  private static final class Watch {

    private final Thread thread = Thread.currentThread();
    private final Shape input;
    private @Nullable String last;
    private @Nullable Shape shape;
    private final List<LayerPoint> tokens = new ArrayList<>();

    Watch(Shape input) {
      this.input = input;
    }

    @Nullable Tensors ended(String path, Module module, Tensors outputs) {
      boolean ours = Thread.currentThread() == thread && !PERMUTING.contains(module.type());
      if (ours && outputs.size() == 1 && outputs.isPresent(0)) {
        see(path, outputs.get(0));
      }
      return null;
    }

    private void see(String path, Tensor output) {
      if (!output.type().isFloating()) {
        return;
      }
      if (canBePicked(output.shape(), input)) {
        last = path;
        shape = output.shape();
        tokens.clear();
      } else if (shape != null && TokenLayers.areTokens(output.shape(), shape)) {
        tokens.add(LayerPoint.output(path));
      }
    }
  }
}
