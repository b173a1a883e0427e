package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pendant.cam.features.FeatureMaps;
import dev.pendant.cam.image.ChannelGrid;
import dev.pendant.cam.image.ColorMap;
import dev.pendant.cam.image.Picture;
import dev.pendant.cam.image.Pictures;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grids of what convolutions return. */
abstract class FeatureMapCases extends OnBackend {

  @TempDir Path folder;

  @Test
  void aConvolutionIsDrawnFromItsOutput() {
    Module model = dying(Nets.pooled(backend()));
    Map<String, Picture> pictures =
        FeatureMaps.ofConvolutions(model).draw(Tensors.of(Nets.picture(backend())), 0);
    // The picture 1, -2, 3, -4, and its negative.
    assertThat(pictures)
        .containsExactly(
            Map.entry(
                "conv", ChannelGrid.GREY.draw(new float[] {1, -2, 3, -4, -1, 2, -3, 4}, 2, 2, 2)));
    assertThat(model.hooks()).isEmpty();
  }

  @Test
  void aLayerCalledTwiceIsDrawnTwice() {
    Module relu = new ReLU();
    Module model = new Sequential(relu, relu);
    Map<String, Picture> pictures =
        FeatureMaps.of(model, "?")
            .in(ChannelGrid.in(ColorMap.INFERNO))
            .draw(Tensors.of(Nets.picture(backend())), 0);
    assertThat(pictures).containsOnlyKeys("0", "0#1");
  }

  @Test
  void whatIsNoPictureIsRefusedAndTheHooksAreGone() {
    Module model = dying(Nets.pooled(backend()));
    Tensors input = Tensors.of(Nets.picture(backend()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureMaps.of(model, "fc").draw(input, 0))
        .withMessageContaining("from 'fc', got (float32[1, 2])");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureMaps.ofConvolutions(model).draw(input, 1))
        .withMessageContaining("a sample 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureMaps.ofConvolutions(new ReLU()))
        .withMessageContaining("no convolution");
    assertThat(model.hooks()).isEmpty();
  }

  @Test
  void filesAreNumberedInTheOrderTheLayersRan() {
    GoldenTensors golden = GoldenTensors.of("alexnet_slim");
    Module model = dying(GoldenModels.ALEXNET_ONNX.on(backend()));
    List<Path> files =
        FeatureMaps.ofConvolutions(model)
            .write(Tensors.of(golden.tensor(backend(), "input")), 1, folder);
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "00-features.0.png",
            "01-features.3.png",
            "02-features.6.png",
            "03-features.8.png",
            "04-features.10.png");
    Picture last = Pictures.read(files.get(4));
    int size = golden.shape("activation/features.10").getInt(2);
    float[] activation = golden.floats("activation/features.10", 1);
    Picture expected =
        ChannelGrid.GREY.draw(activation, activation.length / size / size, size, size);
    assertThat(last.width()).isEqualTo(expected.width());
    assertThat(last.height()).isEqualTo(expected.height());
    for (int y = 0; y < last.height(); y++) {
      for (int x = 0; x < last.width(); x++) {
        assertThat(Math.abs((last.rgb(x, y) & 0xff) - (expected.rgb(x, y) & 0xff)))
            .as("pixel %d, %d", x, y)
            .isLessThanOrEqualTo(1);
      }
    }
  }
}
