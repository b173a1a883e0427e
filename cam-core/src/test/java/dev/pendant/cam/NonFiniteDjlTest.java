package dev.pendant.cam;

class NonFiniteDjlTest extends NonFiniteCases {

  @Override
  String backendId() {
    return "djl";
  }
}
