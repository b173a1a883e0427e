package dev.pendant.cam;

class GoldenMapDjlTest extends GoldenMapCases {

  @Override
  String backendId() {
    return "djl";
  }
}
