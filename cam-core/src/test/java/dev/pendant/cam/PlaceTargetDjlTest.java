package dev.pendant.cam;

class PlaceTargetDjlTest extends PlaceTargetCases {

  @Override
  String backendId() {
    return "djl";
  }
}
