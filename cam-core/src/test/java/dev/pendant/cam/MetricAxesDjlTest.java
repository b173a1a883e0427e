package dev.pendant.cam;

class MetricAxesDjlTest extends MetricAxesCases {

  @Override
  String backendId() {
    return "djl";
  }
}
