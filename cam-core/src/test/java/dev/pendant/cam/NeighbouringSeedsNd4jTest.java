package dev.pendant.cam;

class NeighbouringSeedsNd4jTest extends NeighbouringSeedsCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
