package dev.pendant.cli;

/** Height and width that a model takes, in pixels. */
record InputSize(int height, int width) {

  /** What most classifiers take whose file leaves it open. */
  static final InputSize USUAL = new InputSize(224, 224);

  @Override
  public String toString() {
    return height + " x " + width;
  }
}
