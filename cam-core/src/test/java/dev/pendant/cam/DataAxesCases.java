package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.attribution.Occlusion;
import dev.pendant.cam.method.GradCam;
import dev.pendant.cam.method.UnsupportedTailException;
import dev.pendant.cam.target.Target;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every method on data of one and of three axes, held to the same data as pictures: rows are
 * pictures of height 1 (and columns, and boxes with one axis longer than 1); pictures are boxes of
 * depth 1.
 */
abstract class DataAxesCases extends OnBackend {

  private static final Target TARGET = Target.classIndices(2, 0);

  /** The same data and network twice. */
  private record Pair(String name, int[] kernel, int[] data, int[] pictureKernel, int[] picture) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("rows", ints(3), ints(12), ints(1, 3), ints(1, 12)),
          new Pair("columns", ints(3, 1), ints(12, 1), ints(1, 3), ints(1, 12)),
          new Pair("deep boxes", ints(3, 1, 1), ints(12, 1, 1), ints(1, 3), ints(1, 12)),
          new Pair("flat boxes", ints(1, 3, 3), ints(1, 6, 8), ints(3, 3), ints(6, 8)),
          new Pair("boxes of points", ints(1, 1, 1), ints(2, 3, 4), ints(1, 1), ints(1, 24)));

  private static int[] ints(int... values) {
    return values;
  }

  private Explainer explainer(int... kernel) {
    return Explainer.of(dying(AxisNets.of(backend(), kernel)));
  }

  private List<Explanation> explain(String id, Preset preset, String layer, int[] net, int[] data) {
    return explainer(net)
        .method(preset.method(id))
        .layer(layer)
        .explain(AxisNets.data(backend(), data), TARGET);
  }

  @TestFactory
  Stream<DynamicTest> everyMethodSeesTheSameInTheSameData() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Pair pair : PAIRS) {
      for (String id : Methods.ids()) {
        if (!id.equals("legrad") && !(id.equals("occlusion") && isRearranged(pair))) {
          tests.add(DynamicTest.dynamicTest(pair.name + ", " + id, () -> sameMaps(pair, id)));
        }
      }
    }
    return tests.stream();
  }

  /** Windows cover other positions where rows of a box are laid end to end. */
  private static boolean isRearranged(Pair pair) {
    return pair.name.equals("boxes of points");
  }

  private void sameMaps(Pair pair, String id) {
    for (Preset preset : Preset.values()) {
      String layer = id.equals("cam") ? "relu2" : "relu1";
      List<Explanation> ours = explain(id, preset, layer, pair.kernel, pair.data);
      List<Explanation> pictures = explain(id, preset, layer, pair.pictureKernel, pair.picture);
      assertThat(ours.get(1).raw().shape().rank()).isEqualTo(pair.data.length);
      assertSame(
          joined(ours, Explanation::raw),
          joined(pictures, Explanation::raw),
          id + " raw " + preset);
      boolean resizedAlike = preset != Preset.PYTORCH_GRAD_CAM || pair.data.length < 3;
      if (resizedAlike && !isRearranged(pair)) {
        assertSame(
            joined(ours, why -> why.finished(preset, pair.data)),
            joined(pictures, why -> why.finished(preset, pair.picture)),
            id + " finished " + preset);
      }
    }
  }

  private static float[] joined(List<Explanation> samples, Function<Explanation, HeatMap> map) {
    float[] first = map.apply(samples.get(0)).values();
    float[] second = map.apply(samples.get(1)).values();
    float[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static void assertSame(float[] actual, float[] expected, String what) {
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).as(what).isPositive();
    assertThat(actual)
        .as(what)
        .usingComparatorWithPrecision((float) (1e-4 * largest))
        .containsExactly(expected);
  }

  @Test
  void autoPicksTheLastLayerWithAsManyAxesAsTheData() {
    for (int[] kernel : List.of(ints(3), ints(1, 3), ints(3, 1), ints(1, 3, 3))) {
      int[] extents = kernel.clone();
      Arrays.fill(extents, 8);
      assertThat(
              LayerChoice.auto()
                  .points(
                      ExplainedCall.of(
                          dying(AxisNets.of(backend(), kernel)),
                          Tensors.of(AxisNets.data(backend(), extents)))))
          .containsExactly(LayerPoint.output("relu2"));
    }
  }

  @Test
  void methodsThatCannotSaySoByName() {
    for (Pair pair : PAIRS) {
      if (pair.data.length != 2) {
        assertThatThrownBy(() -> explain("legrad", Preset.PENDANT, "relu1", pair.kernel, pair.data))
            .isInstanceOf(UnsupportedTailException.class)
            .hasMessageContaining("legrad needs pictures");
      }
      assertThatThrownBy(() -> explain("cam", Preset.PENDANT, "relu1", pair.kernel, pair.data))
          .isInstanceOf(UnsupportedTailException.class)
          .hasMessageContaining("relu1");
    }
  }

  @Test
  void aLayerOfAnotherNumberOfAxesIsRefused() {
    assertThatThrownBy(() -> explain("grad-cam", Preset.PENDANT, "fc", ints(3), ints(12)))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("'fc' returned [2, 3]")
        .hasMessageContaining("[n, c, l]");
    assertThatThrownBy(
            () -> explain("grad-cam", Preset.PENDANT, "pool", ints(1, 3, 3), ints(2, 4, 4)))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("one position");
  }

  @Test
  void aWrongNumberOfExtentsIsAnErrorThatSaysBoth() {
    Explanation why = explain("grad-cam", Preset.PENDANT, "relu1", ints(3), ints(12)).get(0);

    assertThatThrownBy(() -> why.resized(12, 12))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a map of 12 has 1 axes")
        .hasMessageContaining("got 2: [12, 12]");
  }

  @Test
  void allClassesAtOnceAreTheMapsOfEachClass() {
    for (Pair pair : PAIRS) {
      Explainer explainer = explainer(pair.kernel).method(new GradCam()).layer("relu2");
      Tensor data = AxisNets.data(backend(), pair.data);
      ClassMaps all = explainer.allClasses(data);
      for (int c = 0; c < AxisNets.CLASSES; c++) {
        HeatMap one = explainer.withoutShortcuts().explain(data, Target.classIndex(c)).get(1).raw();
        assertThat(all.map(1, c).shape()).isEqualTo(one.shape());
        assertThat(all.map(1, c).values()).containsExactly(one.values(), within(1e-6f));
      }
    }
  }

  @Test
  void closedFormsEqualTheWayBack() {
    for (String id : List.of("grad-cam", "ablation-cam", "xgrad-cam", "shapley-cam")) {
      Explainer explainer =
          explainer(3, 3, 3).method(Preset.PENDANT.method(id)).layers("relu1", "relu2");
      Tensor data = AxisNets.data(backend(), 4, 4, 6);
      List<HeatMap> cheap = explainer.explain(data, TARGET).get(0).unfinished().layers();
      List<HeatMap> plain =
          explainer.withoutShortcuts().explain(data, TARGET).get(0).unfinished().layers();

      assertThat(cheap.get(0).shape()).isEqualTo(Shape.of(4, 4, 6));
      assertThat(cheap.get(1).shape()).isEqualTo(Shape.of(2, 2, 3));
      for (int layer = 0; layer < 2; layer++) {
        assertThat(cheap.get(layer).values())
            .as(id)
            .containsExactly(plain.get(layer).values(), within(1e-5f));
      }
    }
  }

  @Test
  void mapsSmoothedOverVersionsMirrorTheLastAxis() {
    List<HeatMap> rows =
        explainer(3)
            .layer("relu1")
            .smoothed(AxisNets.data(backend(), 12), TARGET, Preset.PENDANT, 12);
    List<HeatMap> pictures =
        explainer(1, 3)
            .layer("relu1")
            .smoothed(AxisNets.data(backend(), 1, 12), TARGET, Preset.PENDANT, 1, 12);

    assertSame(rows.get(1).values(), pictures.get(1).values(), "smoothed");
  }

  /**
   * Cubes of side 2, 2 apart, of a box 2 x 2 x 4: two of them, and what the score loses by each.
   */
  @Test
  void occlusionCoversCubesOfABox() {
    Explainer explainer = explainer(3, 3, 3);
    Tensor box = AxisNets.data(backend(), 2, 2, 4);
    double score = score(explainer, box.toFloatArray());
    float[] expected = new float[16];
    for (int cube = 0; cube < 2; cube++) {
      float[] covered = box.toFloatArray();
      for (int i = 0; i < 32; i++) {
        if (i % 4 / 2 == cube) {
          covered[i] = 0;
        }
      }
      for (int i = 0; i < 16; i++) {
        if (i % 4 / 2 == cube) {
          expected[i] = (float) (2 * (score - score(explainer, covered)));
        }
      }
    }

    HeatMap map =
        explainer.method(new Occlusion(2, 2, 0)).explain(box, Target.classIndex(1)).get(0).raw();

    assertThat(map.shape()).isEqualTo(Shape.of(2, 2, 4));
    assertThat(map.values()).containsExactly(expected, within(1e-5f));
  }

  private double score(Explainer explainer, float[] box) {
    Tensor data = tensor(box, 2, 2, 2, 2, 4);
    return explainer.layer("relu1").explain(data, Target.classIndex(1)).get(0).score().logit();
  }

  @Test
  void windowsFurtherApartThanTheyAreWideEndAtTheBorder() {
    HeatMap map =
        explainer(3)
            .method(new Occlusion(1, 5, 0))
            .explain(AxisNets.data(backend(), 9), TARGET)
            .get(0)
            .raw();

    for (int i = 0; i < 9; i++) {
      assertThat(map.values()[i] != 0).as("position %d", i).isEqualTo(i % 5 == 0);
    }
  }

  @Test
  void aLayerInTheMiddleOfAConvolutionOfRowsIsReadAsRows() {
    assertThat(
            LayerLayout.inferred()
                .of(LayerPoint.output("conv"), Shape.of(2, 5, 1, 7), Shape.of(2, 3, 14))
                .spatial())
        .isEqualTo(Shape.of(7));
  }
}
