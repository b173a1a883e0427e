package dev.pendant.cam;

class RelevanceRuleDjlTest extends RelevanceRuleCases {

  @Override
  String backendId() {
    return "djl";
  }
}
