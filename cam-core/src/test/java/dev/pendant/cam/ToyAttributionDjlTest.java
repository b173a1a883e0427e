package dev.pendant.cam;

class ToyAttributionDjlTest extends ToyAttributionCases {

  @Override
  String backendId() {
    return "djl";
  }
}
