package dev.pendant.cam;

class DeepTailNd4jTest extends DeepTailCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
