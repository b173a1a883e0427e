package dev.pendant.cam;

class OutputRowsNd4jTest extends OutputRowsCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
