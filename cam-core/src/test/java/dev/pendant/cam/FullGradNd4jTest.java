package dev.pendant.cam;

class FullGradNd4jTest extends FullGradCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
