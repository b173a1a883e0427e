package dev.pendant.cli;

import dev.pendant.cam.image.Preprocessing;

/** The ways to prepare a picture that have a name. */
enum NamedPreprocessing {
  IMAGENET(Preprocessing.IMAGENET),
  CAFFE(Preprocessing.CAFFE),
  UNIT(Preprocessing.UNIT);

  private final Preprocessing preprocessing;

  NamedPreprocessing(Preprocessing preprocessing) {
    this.preprocessing = preprocessing;
  }

  /** The same for grey pictures where a model takes one channel and the preset knows how. */
  Preprocessing forChannels(int channels) {
    return this == UNIT && channels == 1 ? Preprocessing.UNIT_GREY : preprocessing;
  }
}
