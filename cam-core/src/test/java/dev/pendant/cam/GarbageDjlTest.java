package dev.pendant.cam;

class GarbageDjlTest extends GarbageCases {

  @Override
  String backendId() {
    return "djl";
  }
}
