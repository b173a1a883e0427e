package dev.pendant.cam;

class OutputRowsDjlTest extends OutputRowsCases {

  @Override
  String backendId() {
    return "djl";
  }
}
