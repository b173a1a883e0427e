package dev.pendant.cam;

class NeighbouringSeedsDjlTest extends NeighbouringSeedsCases {

  @Override
  String backendId() {
    return "djl";
  }
}
