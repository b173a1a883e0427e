package dev.pendant.cam;

class FeatureMapNd4jTest extends FeatureMapCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
