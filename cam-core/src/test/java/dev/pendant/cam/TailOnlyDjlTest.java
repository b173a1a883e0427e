package dev.pendant.cam;

class TailOnlyDjlTest extends TailOnlyCases {

  @Override
  String backendId() {
    return "djl";
  }
}
