package dev.pendant.cam;

class TracelessDjlTest extends TracelessCases {

  @Override
  String backendId() {
    return "djl";
  }
}
