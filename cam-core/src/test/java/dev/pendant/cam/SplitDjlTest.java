package dev.pendant.cam;

class SplitDjlTest extends SplitCases {

  @Override
  String backendId() {
    return "djl";
  }
}
