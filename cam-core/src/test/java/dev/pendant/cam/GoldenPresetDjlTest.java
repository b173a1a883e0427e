package dev.pendant.cam;

class GoldenPresetDjlTest extends GoldenPresetCases {

  @Override
  String backendId() {
    return "djl";
  }
}
