package dev.pendant.cam;

class LeGradDjlTest extends LeGradCases {

  @Override
  String backendId() {
    return "djl";
  }
}
