package dev.pendant.cam;

class LayerAttributionTraceDjlTest extends LayerAttributionTraceCases {

  @Override
  String backendId() {
    return "djl";
  }
}
