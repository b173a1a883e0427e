package dev.pendant.cam;

class MetricEdgeDjlTest extends MetricEdgeCases {

  @Override
  String backendId() {
    return "djl";
  }
}
