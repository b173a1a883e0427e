package dev.pendant.cam;

class NoisyCopiesDjlTest extends NoisyCopiesCases {

  @Override
  String backendId() {
    return "djl";
  }
}
