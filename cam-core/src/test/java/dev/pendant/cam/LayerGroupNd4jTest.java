package dev.pendant.cam;

class LayerGroupNd4jTest extends LayerGroupCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
