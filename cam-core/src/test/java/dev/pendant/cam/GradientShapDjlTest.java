package dev.pendant.cam;

class GradientShapDjlTest extends GradientShapCases {

  @Override
  String backendId() {
    return "djl";
  }
}
