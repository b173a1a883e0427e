package dev.pendant.cam;

class InvarianceNd4jTest extends InvarianceCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
