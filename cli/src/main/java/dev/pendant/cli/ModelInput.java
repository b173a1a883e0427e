package dev.pendant.cli;

import java.util.List;
import java.util.Objects;

/** The picture that a model takes: what its file declares, completed by its sidecar. */
record ModelInput(int channels, InputSize size) {

  private static final int USUAL_CHANNELS = 3;

  private static final List<Long> OPEN = List.of(-1L, -1L, -1L, -1L);

  /**
   * @param shape extents of the model's input, -1 where left open; empty if the file tells none
   * @param model named in errors
   * @throws InputException if that is no batch of pictures, or the sidecar says another size
   */
  static ModelInput of(List<Long> shape, Sidecar sidecar, String model) {
    List<Long> declared = shape.isEmpty() ? OPEN : shape;
    if (declared.size() != 4) {
      throw new InputException(
          model + ": expected a model of pictures, [n, channels, height, width], got " + declared);
    }
    long channels = declared.get(1) > 0 ? declared.get(1) : USUAL_CHANNELS;
    if (channels != 1 && channels != USUAL_CHANNELS) {
      throw new InputException(
          model
              + ": expected an input of 1 or 3 channels, [n, channels, height, width], got "
              + declared
              + "; export the model with channels first");
    }
    InputSize said = Objects.requireNonNullElse(sidecar.size(), InputSize.USUAL);
    InputSize size =
        new InputSize(side(declared.get(2), said.height()), side(declared.get(3), said.width()));
    if (sidecar.size() != null && !size.equals(said)) {
      throw new InputException(
          "%s: the model takes %s pixels (height x width), its sidecar says %s; mend the sidecar"
              .formatted(model, size, said));
    }
    return new ModelInput((int) channels, size);
  }

  private static int side(long declared, int otherwise) {
    return declared > 0 ? Math.toIntExact(declared) : otherwise;
  }
}
