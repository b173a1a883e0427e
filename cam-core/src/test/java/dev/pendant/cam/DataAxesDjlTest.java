package dev.pendant.cam;

class DataAxesDjlTest extends DataAxesCases {

  @Override
  String backendId() {
    return "djl";
  }
}
