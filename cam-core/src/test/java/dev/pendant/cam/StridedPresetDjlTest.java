package dev.pendant.cam;

class StridedPresetDjlTest extends StridedPresetCases {

  @Override
  String backendId() {
    return "djl";
  }
}
