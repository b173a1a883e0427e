package dev.pendant.cam;

class FlatMapNd4jTest extends FlatMapCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
