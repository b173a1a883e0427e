package dev.pendant.cam.features;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.image.ChannelGrid;
import dev.pendant.cam.image.Picture;
import dev.pendant.cam.image.Pictures;
import dev.pendant.hook.ForwardHook;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The channels of layers as pictures, one {@linkplain ChannelGrid grid} for each layer. Immutable;
 * the model may be called by other threads meanwhile, what they compute is not drawn.
 *
 * <pre>{@code
 * FeatureMaps.ofConvolutions(model).write(Tensors.of(picture), 0, Path.of("maps"));
 * }</pre>
 */
public final class FeatureMaps {

  private static final Set<String> CONVOLUTIONS = Set.of("Conv2d", "Conv");

  private final Module model;
  private final Map<String, Module> layers;
  private final ChannelGrid grid;

  private FeatureMaps(Module model, Map<String, Module> layers, ChannelGrid grid) {
    this.model = model;
    this.layers = new LinkedHashMap<>();
    layers.forEach(
        (path, layer) -> {
          if (!this.layers.containsValue(layer)) { // at several paths: under the first
            this.layers.put(path, layer);
          }
        });
    this.grid = grid;
  }

  /**
   * Of every convolution ({@code Conv2d}, ONNX {@code Conv}).
   *
   * @throws IllegalArgumentException if the model has none
   */
  public static FeatureMaps ofConvolutions(Module model) {
    Map<String, Module> layers = new LinkedHashMap<>(model.namedModules());
    layers.values().removeIf(module -> !CONVOLUTIONS.contains(module.type()));
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(
          model.type() + " has no convolution; say which layers to draw with of(model, pattern)");
    }
    return new FeatureMaps(model, layers, ChannelGrid.GREY);
  }

  /**
   * Of the modules whose path fits a pattern, as in {@link Module#select}; each must return one
   * tensor [n, channels, height, width].
   *
   * @throws dev.pendant.nn.ModuleNotFoundException if it fits none
   */
  public static FeatureMaps of(Module model, String pattern) {
    return new FeatureMaps(model, model.select(pattern).modules(), ChannelGrid.GREY);
  }

  /** The same drawn in other colours than grey. */
  public FeatureMaps in(ChannelGrid other) {
    return new FeatureMaps(model, layers, other);
  }

  /**
   * Calls the model once, off the tape, and draws what its layers return on the way.
   *
   * @param sample which sample of the batch, from 0
   * @return by path, in the order the layers ran; a later call of the same layer is under {@code
   *     path#1}, {@code path#2} ...
   * @throws IllegalArgumentException if a layer's output is no picture, has no such sample, or is
   *     not finite
   */
  public Map<String, Picture> draw(Tensors inputs, int sample) {
    Thread thread = Thread.currentThread();
    Map<String, Picture> pictures = new LinkedHashMap<>();
    List<HookHandle> hooks = new ArrayList<>();
    layers.forEach(
        (path, layer) -> {
          ForwardHook.Observer draws =
              (module, in, out) -> {
                if (Thread.currentThread() == thread) {
                  int call = module.callIndex();
                  pictures.put(call == 0 ? path : path + "#" + call, picture(path, out, sample));
                }
              };
          hooks.add(layer.registerForwardHook(ForwardHook.observing(draws)));
        });
    try (HookHandle all = HookHandle.all(hooks);
        Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad()) {
      model.call(inputs);
    }
    return pictures;
  }

  private Picture picture(String path, Tensors outputs, int sample) {
    Shape shape = outputs.size() == 1 ? outputs.single().shape() : Shape.of();
    if (shape.rank() != 4 || sample < 0 || sample >= shape.get(0)) {
      throw new IllegalArgumentException(
          "expected one output [n, channels, height, width] with a sample %d from '%s', got %s"
              .formatted(sample, path, outputs));
    }
    Tensor one = outputs.single().slice(0, sample, sample + 1);
    return grid.draw(one.toFloatArray(), shape.getInt(1), shape.getInt(2), shape.getInt(3));
  }

  /**
   * Draws, and writes a PNG file for each picture into a folder that exists: {@code
   * 00-features.0.png}, numbered in the order the layers ran.
   *
   * @return the files
   * @throws dev.pendant.cam.image.PictureException if one cannot be written
   */
  public List<Path> write(Tensors inputs, int sample, Path folder) {
    List<Path> files = new ArrayList<>();
    draw(inputs, sample)
        .forEach(
            (name, picture) -> {
              String plain = name.replaceAll("[^A-Za-z0-9._#-]", "_");
              Path file = folder.resolve("%02d-%s.png".formatted(files.size(), plain));
              Pictures.writePng(file, picture);
              files.add(file);
            });
    return files;
  }
}
