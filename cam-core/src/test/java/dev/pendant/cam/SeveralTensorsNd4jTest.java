package dev.pendant.cam;

class SeveralTensorsNd4jTest extends SeveralTensorsCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
