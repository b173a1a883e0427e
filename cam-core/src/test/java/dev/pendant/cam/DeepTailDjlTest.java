package dev.pendant.cam;

class DeepTailDjlTest extends DeepTailCases {

  @Override
  String backendId() {
    return "djl";
  }
}
