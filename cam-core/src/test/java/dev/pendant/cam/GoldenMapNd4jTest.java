package dev.pendant.cam;

class GoldenMapNd4jTest extends GoldenMapCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
