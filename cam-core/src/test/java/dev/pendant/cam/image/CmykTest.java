package dev.pendant.cam.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.junit.jupiter.api.Test;

class CmykTest {

  @Test
  void convertsAsPillowDoes() {
    JsonNode cmyk = Fixtures.get("cmyk");
    int width = cmyk.get("size").get(0).asInt();
    int height = cmyk.get("size").get(1).asInt();
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
    raster.setDataElements(0, 0, width, height, Fixtures.bytes(cmyk.get("stored")));
    assertThat(Cmyk.toPicture(raster, false))
        .isEqualTo(Fixtures.picture(cmyk.get("size"), cmyk.get("rgb")));
  }
}
