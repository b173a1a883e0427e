package dev.pendant.cam;

class OneAnswerNd4jTest extends OneAnswerCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
