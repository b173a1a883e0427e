package dev.pendant.cam;

class StridedPresetNd4jTest extends StridedPresetCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
