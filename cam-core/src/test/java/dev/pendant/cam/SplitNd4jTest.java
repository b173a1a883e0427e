package dev.pendant.cam;

class SplitNd4jTest extends SplitCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
