package dev.pendant.cam;

class OtherOutputDjlTest extends OtherOutputCases {

  @Override
  String backendId() {
    return "djl";
  }
}
