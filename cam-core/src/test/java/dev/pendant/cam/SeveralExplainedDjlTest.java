package dev.pendant.cam;

class SeveralExplainedDjlTest extends SeveralExplainedCases {

  @Override
  String backendId() {
    return "djl";
  }
}
