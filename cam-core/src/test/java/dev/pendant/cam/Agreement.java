package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;

/** Grad-CAM by hand from an engine's own arrays, and how close two arrays must be. */
final class Agreement {

  private Agreement() {}

  static float[] noise(int count) {
    Random random = new Random(5);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  static int best(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }

  /** The channels of an activation [c, h, w], weighed by the mean of their gradient. */
  static float[] gradCam(float[] activation, float[] gradient, int channels) {
    int pixels = activation.length / channels;
    float[] map = new float[pixels];
    for (int c = 0; c < channels; c++) {
      double weight = 0;
      for (int i = 0; i < pixels; i++) {
        weight += gradient[c * pixels + i] / (double) pixels;
      }
      for (int i = 0; i < pixels; i++) {
        map[i] += (float) (weight * activation[c * pixels + i]);
      }
    }
    return map;
  }

  static void assertClose(float[] actual, float[] expected) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).isPositive();
    assertThat(actual).containsExactly(expected, within(1e-4f * largest));
  }
}
