package dev.pendant.cam;

class HostValuesDjlTest extends HostValuesCases {

  @Override
  String backendId() {
    return "djl";
  }
}
