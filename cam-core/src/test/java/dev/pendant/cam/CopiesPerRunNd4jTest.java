package dev.pendant.cam;

class CopiesPerRunNd4jTest extends CopiesPerRunCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
