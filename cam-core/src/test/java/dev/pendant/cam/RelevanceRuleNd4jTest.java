package dev.pendant.cam;

class RelevanceRuleNd4jTest extends RelevanceRuleCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
