package dev.pendant.cam;

class ExplainerChoiceDjlTest extends ExplainerChoiceCases {

  @Override
  String backendId() {
    return "djl";
  }
}
