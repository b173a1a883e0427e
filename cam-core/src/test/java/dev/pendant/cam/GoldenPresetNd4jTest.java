package dev.pendant.cam;

class GoldenPresetNd4jTest extends GoldenPresetCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
