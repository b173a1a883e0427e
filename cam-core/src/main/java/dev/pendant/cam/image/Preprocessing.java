package dev.pendant.cam.image;

import java.util.List;

/**
 * What a model expects of a picture: {@code (pixel * scale - mean) / std} for each channel, with
 * pixels from 0 to 255, after a resize (see {@link Resampling}) straight to the model's size,
 * without a crop, so that a map covers the whole picture. Immutable.
 *
 * @param height the model's input height, in pixels
 * @param width the model's input width, in pixels
 * @param channels which channels the model takes, in which order
 * @param scale what a pixel is multiplied by
 * @param mean one value for each channel, in the order of {@code channels}
 * @param std one value for each channel, in the order of {@code channels}
 */
public record Preprocessing(
    int height,
    int width,
    ChannelOrder channels,
    double scale,
    List<Double> mean,
    List<Double> std) {

  /** 224 x 224 RGB, as torchvision's ImageNet models and most since. */
  public static final Preprocessing IMAGENET =
      new Preprocessing(
          224,
          224,
          ChannelOrder.RGB,
          1 / 255.0,
          List.of(0.485, 0.456, 0.406),
          List.of(0.229, 0.224, 0.225));

  /** 224 x 224 BGR from 0 to 255 less a mean, as models that come from Caffe. */
  public static final Preprocessing CAFFE =
      new Preprocessing(
          224, 224, ChannelOrder.BGR, 1, List.of(104.0, 117.0, 123.0), List.of(1.0, 1.0, 1.0));

  /** 224 x 224 RGB from 0 to 1. */
  public static final Preprocessing UNIT =
      new Preprocessing(
          224, 224, ChannelOrder.RGB, 1 / 255.0, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

  /** 224 x 224 grey from 0 to 1, for models of one channel. */
  public static final Preprocessing UNIT_GREY =
      new Preprocessing(224, 224, ChannelOrder.GREY, 1 / 255.0, List.of(0.0), List.of(1.0));

  /**
   * @throws IllegalArgumentException if a side is below 1, a number is not finite, a std is not
   *     above 0, or mean or std have another length than there are channels
   */
  public Preprocessing {
    Picture.requireSize(width, height);
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    requireOneForEachChannel("mean", mean, channels);
    requireOneForEachChannel("std", std, channels);
    if (!Double.isFinite(scale) || !mean.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "expected a finite scale and mean, got scale " + scale + " and mean " + mean);
    }
    if (!std.stream().allMatch(value -> Double.isFinite(value) && value > 0)) {
      throw new IllegalArgumentException("expected a std above 0, got " + std);
    }
  }

  private static void requireOneForEachChannel(
      String what, List<Double> values, ChannelOrder channels) {
    if (values.size() != channels.count()) {
      throw new IllegalArgumentException(
          "expected %d values of %s for %s, got %s"
              .formatted(channels.count(), what, channels, values));
    }
  }

  /** The same for a model of another size. */
  public Preprocessing withSize(int newHeight, int newWidth) {
    return new Preprocessing(newHeight, newWidth, channels, scale, mean, std);
  }

  /** The picture as the model takes it: {@code [channels, height, width]}, row by row. */
  public float[] apply(Picture picture) {
    int count = channels.count();
    byte[] resized =
        Resampling.bilinear(
            channels.pixelsOf(picture), picture.width(), picture.height(), count, width, height);
    int plane = height * width;
    float[] input = new float[count * plane];
    for (int channel = 0; channel < count; channel++) {
      float[] values = valuesOf(channel);
      for (int i = 0; i < plane; i++) {
        input[channel * plane + i] = values[resized[i * count + channel] & 0xff];
      }
    }
    return input;
  }

  /** What each of the 256 pixel values becomes in a channel. */
  private float[] valuesOf(int channel) {
    float[] values = new float[256];
    for (int pixel = 0; pixel < values.length; pixel++) {
      values[pixel] = (float) ((pixel * scale - mean.get(channel)) / std.get(channel));
    }
    return values;
  }
}
