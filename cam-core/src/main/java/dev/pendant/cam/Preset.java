package dev.pendant.cam;

import dev.pendant.cam.internal.Extents;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.MapTrait;
import dev.pendant.tensor.Shape;
import java.util.List;

/**
 * The ways to make and finish a map that are offered by name: the right one, and those of three
 * Python libraries, epsilons, order of steps and defects included.
 */
public enum Preset implements Finish {

  /**
   * ReLU, normalised to [0, 1] once, resized; several layers: their mean after resizing (RefineCAM:
   * their product, normalised again). See {@link Explanation#normalized()}.
   */
  PENDANT {
    @Override
    public HeatMap apply(Unfinished raw, int... extents) {
      List<HeatMap> layers =
          raw.layers().stream().map(map -> MinMax.exact(map.relu()).resized(extents)).toList();
      return raw.has(MapTrait.MULTIPLIED) && layers.size() > 1
          ? MinMax.exact(HeatMaps.product(layers))
          : HeatMaps.mean(layers);
    }
  },

  /**
   * What pytorch-grad-cam does (at commit 084273b3): ReLU, normalised with epsilon 1e-7, resized
   * (three axes: by {@linkplain dev.pendant.cam.image.SplineZoom splines}), mean over the layers,
   * normalised again. A place without evidence need not end at 0. RefineCAM: all of that for each
   * layer, the product normalised.
   */
  PYTORCH_GRAD_CAM {
    @Override
    public HeatMap apply(Unfinished raw, int... extents) {
      List<HeatMap> layers =
          raw.layers().stream()
              .map(map -> resized(MinMax.withEpsilon(map.relu(), 1e-7), extents).relu())
              .toList();
      if (raw.has(MapTrait.MULTIPLIED)) {
        return MinMax.withEpsilon(
            HeatMaps.product(layers.stream().map(map -> MinMax.withEpsilon(map, 1e-7)).toList()),
            1e-7);
      }
      return MinMax.withEpsilon(HeatMaps.mean(layers), 1e-7);
    }

    private static HeatMap resized(HeatMap map, int... extents) {
      return map.shape().rank() == 3 ? map.splined(extents) : map.resized(extents);
    }
  },

  /**
   * What torch-cam does (at commit f44afef8): ReLU (not for CAM), normalised with epsilon 1e-8;
   * several layers: (LayerCAM: {@code tanh(2 x)},) resized to the largest along each axis, then the
   * largest value of all layers (RefineCAM: their product, normalised again). torch-cam's maps end
   * there, at the layer's size; the picture's size is reached linearly.
   */
  TORCH_CAM {
    @Override
    public HeatMap apply(Unfinished raw, int... extents) {
      boolean signed = raw.has(MapTrait.SIGNED);
      List<HeatMap> layers =
          raw.layers().stream()
              .map(map -> MinMax.withEpsilon(signed ? map : map.relu(), 1e-8))
              .toList();
      return fused(raw, layers).resized(extents);
    }

    private HeatMap fused(Unfinished raw, List<HeatMap> layers) {
      if (layers.size() == 1 && !raw.has(MapTrait.MULTIPLIED)) {
        return layers.get(0);
      }
      Shape all = layers.stream().map(HeatMap::shape).reduce(Extents::largest).orElseThrow();
      boolean multiplied = raw.has(MapTrait.MULTIPLIED);
      boolean squashed = raw.has(MapTrait.SQUASHED) && !multiplied;
      List<HeatMap> resized =
          layers.stream()
              .map(map -> squashed ? map.map(value -> Math.tanh(2 * value)) : map)
              .map(map -> map.resized(Extents.ints(all)))
              .toList();
      return multiplied
          ? MinMax.withEpsilon(HeatMaps.product(resized), 1e-8)
          : HeatMaps.largest(resized);
    }
  },

  /**
   * What captum does (at commit faac0877): nothing is cut off or normalised, so values may be of
   * any size and sign; resized to the nearest pixel; several layers, of which captum makes several
   * maps: their mean.
   */
  CAPTUM {
    @Override
    public HeatMap apply(Unfinished raw, int... extents) {
      return HeatMaps.mean(raw.layers().stream().map(map -> map.nearest(extents)).toList());
    }
  };

  /** The method of an id as this library computes it; see {@link Methods}. */
  public CamMethod method(String id) {
    return Methods.get(id, this);
  }
}
