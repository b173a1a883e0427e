package dev.pendant.cam;

class KinkDjlTest extends KinkCases {

  @Override
  String backendId() {
    return "djl";
  }
}
