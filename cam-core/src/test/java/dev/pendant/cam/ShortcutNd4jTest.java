package dev.pendant.cam;

class ShortcutNd4jTest extends ShortcutCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
