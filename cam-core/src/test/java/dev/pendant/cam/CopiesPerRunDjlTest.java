package dev.pendant.cam;

class CopiesPerRunDjlTest extends CopiesPerRunCases {

  @Override
  String backendId() {
    return "djl";
  }
}
