package dev.pendant.cam;

class ExplainerTraceNd4jTest extends ExplainerTraceCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
