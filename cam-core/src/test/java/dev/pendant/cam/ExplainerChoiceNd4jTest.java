package dev.pendant.cam;

class ExplainerChoiceNd4jTest extends ExplainerChoiceCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
