package dev.pendant.cam;

class ChannelsLastNd4jTest extends ChannelsLastCases {

  @Override
  String backendId() {
    return "nd4j";
  }
}
