package dev.pendant.cam.internal;

import dev.pendant.PendantException;
import dev.pendant.cam.attribution.Attribution;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model is run on: the inputs that are explained, seen as one batch, and those held fixed.
 * Several that are explained are joined along their channels, so that whatever changes an input
 * changes all of them.
 */
public final class ModelInputs {

  private static final int CHANNELS = 1;

  private final Tensors all;
  private final List<Integer> explained;
  private final Tensor joined;

  /**
   * @param explained which of them are explained, from 0
   * @throws PendantException if one is not there, not floating, without axis or without samples, or
   *     they cannot be joined
   */
  public ModelInputs(Tensors all, List<Integer> explained) {
    this.all = all;
    this.explained = explained;
    explained.forEach(this::require);
    this.joined = explained.size() == 1 ? all.get(explained.get(0)) : join();
  }

  private void require(int slot) {
    boolean there = slot >= 0 && slot < all.size() && all.isPresent(slot);
    if (!there || !all.get(slot).type().isFloating() || all.get(slot).shape().rank() <= CHANNELS) {
      throw new PendantException(
          "input "
              + slot
              + " cannot be explained: expected a floating tensor [n, c, ...] there, got "
              + all
              + "; say which inputs are explained with inputs(...)");
    }
    if (all.get(slot).shape().get(0) == 0) {
      throw new PendantException(
          "input %d cannot be explained: expected at least one sample, got %s; leave out batches"
                  .formatted(slot, all.get(slot).shape())
              + " without samples");
    }
  }

  private Tensor join() {
    List<Tensor> parts = explained.stream().map(all::get).toList();
    Shape first = parts.get(0).shape();
    for (Tensor part : parts) {
      Shape shape = part.shape();
      boolean fits =
          shape.rank() == first.rank()
              && shape.with(CHANNELS, 1).equals(first.with(CHANNELS, 1))
              && part.type() == parts.get(0).type();
      if (!fits) {
        throw new PendantException(
            "inputs explained together must be of one type and differ in channels only, got "
                + parts.stream().map(Tensor::spec).toList()
                + "; explain one at a time, the others are held fixed then");
      }
    }
    return Operators.apply(new Op.Concat(CHANNELS), parts);
  }

  /** The inputs that are explained, as one batch. */
  public Tensor joined() {
    return joined;
  }

  /**
   * An attribution of what is {@link #joined}, for each of them.
   *
   * @throws IllegalArgumentException if it has other channels
   */
  public List<Attribution> apart(Attribution attribution) {
    return explained.size() > 1 ? attribution.apart(channels()) : List.of(attribution);
  }

  private List<Integer> channels() {
    return explained.stream().map(slot -> all.get(slot).shape().getInt(CHANNELS)).toList();
  }

  /**
   * The inputs with changed ones in the place of those explained.
   *
   * @param rows like {@link #joined}, or several copies of the batch along axis 0; fixed inputs of
   *     as many samples are then repeated
   * @return handles of their own, so that a model that assigns to them changes no others
   */
  public Tensors with(Tensor rows) {
    long batch = joined.shape().get(0);
    int copies = Math.toIntExact(rows.shape().get(0) / batch);
    List<Tensor> parts = apart(rows);
    Tensors changed = all;
    for (int slot = 0; slot < all.size(); slot++) {
      int part = explained.indexOf(slot);
      if (part >= 0) {
        changed = changed.with(slot, Handles.another(parts.get(part)));
      } else if (all.isPresent(slot)) {
        changed = changed.with(slot, fixed(all.get(slot), batch, copies));
      }
    }
    return changed;
  }

  private static Tensor fixed(Tensor input, long batch, int copies) {
    return copies > 1 && isOfBatch(input, batch)
        ? Rows.repeated(input, copies)
        : Handles.another(input);
  }

  private static boolean isOfBatch(Tensor fixed, long batch) {
    return fixed.shape().rank() > 0 && fixed.shape().get(0) == batch;
  }

  private List<Tensor> apart(Tensor rows) {
    if (explained.size() == 1) {
      return List.of(rows);
    }
    List<Tensor> parts = new ArrayList<>();
    int from = 0;
    for (int channels : channels()) {
      parts.add(rows.slice(CHANNELS, from, from + channels));
      from += channels;
    }
    return parts;
  }
}
