package dev.pendant.cam;

class ShortcutDjlTest extends ShortcutCases {

  @Override
  String backendId() {
    return "djl";
  }
}
