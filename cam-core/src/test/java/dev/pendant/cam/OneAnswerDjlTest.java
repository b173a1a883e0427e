package dev.pendant.cam;

class OneAnswerDjlTest extends OneAnswerCases {

  @Override
  String backendId() {
    return "djl";
  }
}
