package dev.pendant.cam;

class RandomisationDjlTest extends RandomisationCases {

  @Override
  String backendId() {
    return "djl";
  }
}
