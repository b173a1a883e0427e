package dev.pendant.cam;

class FlatMapDjlTest extends FlatMapCases {

  @Override
  String backendId() {
    return "djl";
  }
}
