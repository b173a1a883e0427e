package dev.pendant.cam;

class HostValuesNd4jTest extends HostValuesCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
