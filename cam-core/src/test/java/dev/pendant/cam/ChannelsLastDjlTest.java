package dev.pendant.cam;

class ChannelsLastDjlTest extends ChannelsLastCases {

  @Override
  String backendId() {
    return "djl";
  }
}
