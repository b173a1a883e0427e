package dev.pendant.cam;

class NoisyGradientsDjlTest extends NoisyGradientsCases {

  @Override
  String backendId() {
    return "djl";
  }
}
