package dev.pendant.cam;

class FeatureMapDjlTest extends FeatureMapCases {

  @Override
  String backendId() {
    return "djl";
  }
}
