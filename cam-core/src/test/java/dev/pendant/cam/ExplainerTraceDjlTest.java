package dev.pendant.cam;

class ExplainerTraceDjlTest extends ExplainerTraceCases {

  @Override
  String backendId() {
    return "djl";
  }
}
