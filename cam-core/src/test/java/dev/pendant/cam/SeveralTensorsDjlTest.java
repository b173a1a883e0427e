package dev.pendant.cam;

class SeveralTensorsDjlTest extends SeveralTensorsCases {

  @Override
  String backendId() {
    return "djl";
  }
}
