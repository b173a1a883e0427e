package dev.pendant.cam;

class KpcaCamDjlTest extends KpcaCamCases {

  @Override
  String backendId() {
    return "djl";
  }
}
