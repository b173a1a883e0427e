package dev.pendant.cam;

class LayerGroupDjlTest extends LayerGroupCases {

  @Override
  String backendId() {
    return "djl";
  }
}
