package dev.pendant.cam;

class SeveralExplainedNd4jTest extends SeveralExplainedCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
