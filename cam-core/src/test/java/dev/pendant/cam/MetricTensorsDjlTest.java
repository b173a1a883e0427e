package dev.pendant.cam;

class MetricTensorsDjlTest extends MetricTensorsCases {

  @Override
  String backendId() {
    return "djl";
  }
}
