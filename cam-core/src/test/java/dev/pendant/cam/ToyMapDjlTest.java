package dev.pendant.cam;

class ToyMapDjlTest extends ToyMapCases {

  @Override
  String backendId() {
    return "djl";
  }
}
