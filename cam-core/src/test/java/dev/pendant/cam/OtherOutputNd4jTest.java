package dev.pendant.cam;

class OtherOutputNd4jTest extends OtherOutputCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
