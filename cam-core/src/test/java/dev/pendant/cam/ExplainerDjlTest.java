package dev.pendant.cam;

class ExplainerDjlTest extends ExplainerCases {

  @Override
  String backendId() {
    return "djl";
  }
}
