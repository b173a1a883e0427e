package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Features;

/** Which values of a layer are changed together. */
public enum LayerGroup {
  /** Each by itself; captum's default. */
  VALUE {
    @Override
    Stride stride(Features like) {
      return new Stride(like.channels() * like.positions(), 1, 1, 1);
    }
  },

  /** All positions of a channel. */
  CHANNEL {
    @Override
    Stride stride(Features like) {
      return new Stride(like.channels(), like.positions(), 1, like.positions());
    }
  },

  /** All channels of a position. */
  POSITION {
    @Override
    Stride stride(Features like) {
      return new Stride(like.positions(), 1, like.positions(), like.channels());
    }
  };

  abstract Stride stride(Features like);

  /**
   * Where groups lie in a sample's values, [channels, positions].
   *
   * @param groups how many
   * @param apart from the first value of one to that of the next
   * @param step from one of its values to the next
   * @param size how many values each has
   */
  record Stride(int groups, int apart, int step, int size) {

    /** The place of a value of a group. */
    int at(int group, int value) {
      return group * apart + value * step;
    }
  }
}
