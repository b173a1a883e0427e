package dev.pendant.cam;

class InvarianceDjlTest extends InvarianceCases {

  @Override
  String backendId() {
    return "djl";
  }
}
