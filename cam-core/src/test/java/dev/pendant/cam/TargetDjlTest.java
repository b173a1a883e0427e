package dev.pendant.cam;

class TargetDjlTest extends TargetCases {

  @Override
  String backendId() {
    return "djl";
  }
}
