package dev.pendant.cam;

class CamDjlTest extends CamCases {

  @Override
  String backendId() {
    return "djl";
  }
}
