package dev.pendant.cam;

class MetricDjlTest extends MetricCases {

  @Override
  String backendId() {
    return "djl";
  }
}
