package dev.pendant.cam;

class FullGradDjlTest extends FullGradCases {

  @Override
  String backendId() {
    return "djl";
  }
}
