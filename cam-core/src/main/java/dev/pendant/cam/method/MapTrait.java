package dev.pendant.cam.method;

/** What a finish has to know about the raw maps of a method. */
public enum MapTrait {

  /** Maps of several layers are multiplied instead of averaged (RefineCAM). */
  MULTIPLIED,

  /** torch-cam shows the negative part, too (CAM, LeGrad). */
  SIGNED,

  /** torch-cam squashes maps of several layers by {@code tanh(2 x)} before fusing (LayerCAM). */
  SQUASHED
}
