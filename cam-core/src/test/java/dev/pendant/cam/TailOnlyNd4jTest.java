package dev.pendant.cam;

class TailOnlyNd4jTest extends TailOnlyCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
