package dev.pendant.cam;

class LayerPointDjlTest extends LayerPointCases {

  @Override
  String backendId() {
    return "djl";
  }
}
