package dev.pendant.cam;

class GradientShapNd4jTest extends GradientShapCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
