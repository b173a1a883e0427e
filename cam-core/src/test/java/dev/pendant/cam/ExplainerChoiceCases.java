package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.cam.target.ClassScore;
import dev.pendant.cam.target.Scores;
import dev.pendant.cam.target.Target;
import dev.pendant.cam.target.TargetException;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** Choosing the layer and the target. */
abstract class ExplainerChoiceCases extends ExplainerBase {

  // --- the layer ------------------------------------------------------------------------------

  @Test
  void autoPicksTheLastLayerWithSpatialExtent() {
    Explanation why = Explainer.of(model()).explain(picture()).get(0);

    assertThat(why.provenance().layer()).isEqualTo("relu");
    assertThat(why.raw().values()).containsExactly(TOP_CLASS_AT_RELU);
  }

  @Test
  void autoRunsTheModelOnceMoreTheFirstTimeOnly() {
    Explainer explainer = Explainer.of(model());
    Tensor picture = picture();

    explainer.explain(picture);
    assertThat(Collections.frequency(backend().evaluated(), "Conv2d")).isEqualTo(2);
    assertThat(backend().recorded()).containsExactly("AdaptiveAvgPool2d", "Reshape", "Linear");
    backend().reset();
    explainer.explain(picture);
    assertThat(Collections.frequency(backend().evaluated(), "Conv2d")).isEqualTo(1);
  }

  /** Doubles its input in place before the network. */
  private Module doubling() {
    Sequential net = model();
    return new Layer() {
      {
        register("net", net);
      }

      @Override
      protected Tensor forward(Tensor x) {
        return net.call(x.assign(x.mul(2)));
      }
    };
  }

  @Test
  void autoLeavesTheInputAloneThatAModelWorksOnInPlace() {
    Tensor picture = picture();

    Explanation auto = Explainer.of(doubling()).explain(picture).get(0);

    assertThat(auto.provenance().layer()).isEqualTo("net.relu");
    assertThat(picture.toFloatArray()).containsExactly(Nets.PICTURE);
    assertThat(auto.raw())
        .isEqualTo(Explainer.of(doubling()).layer("net.relu").explain(picture()).get(0).raw());
  }

  @Test
  void autoPicksAContainerThatEndsWithItsLastSpatialChild() {
    Sequential model =
        dying(
            new Sequential(
                new Sequential(Nets.conv(backend(), 1, -1), new ReLU()),
                new dev.pendant.nn.AdaptiveAvgPool2d(1, 1)));

    assertThat(Explainer.of(model).explain(picture()).get(0).provenance().layer()).isEqualTo("0");
  }

  @Test
  void autoRefusesAModelWithoutPictures() {
    Sequential model = dying(new Sequential(Nets.linear(backend(), new float[4], new float[2])));

    assertThatThrownBy(() -> Explainer.of(model).explain(tensor(new float[] {1, 2}, 1, 2)))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("nothing for 'auto' to pick");
  }

  @Test
  void aLayerWithoutPositionsIsRefused() {
    assertThatThrownBy(() -> Explainer.of(model()).layer("flatten").explain(picture()))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("layer 'flatten' returned [1, 2]");
  }

  @Test
  void aLayerWithASinglePositionIsRefused() {
    assertThatThrownBy(() -> Explainer.of(model()).layer("pool").explain(picture()))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("[1, 2, 1, 1], one position for the whole input");
  }

  // --- the target -----------------------------------------------------------------------------

  @Test
  void aClassOutOfRangeIsRefusedWithTheRange() {
    assertThatThrownBy(() -> Explainer.of(model()).explain(picture(), Target.classIndex(2)))
        .isInstanceOf(TargetException.class)
        .hasMessage("class 2 is out of range: the model has 2 classes, 0 to 1");
    assertThatThrownBy(() -> Explainer.of(model()).explain(picture(), Target.classIndex(-1)))
        .isInstanceOf(TargetException.class);
  }

  @Test
  void moreTopClassesThanThereAreAreRefused() {
    assertThatThrownBy(() -> Explainer.of(model()).explain(picture(), Target.top(3)))
        .isInstanceOf(TargetException.class)
        .hasMessage("cannot name the top 3 classes: the model has 2");
    assertThatThrownBy(() -> Target.top(0)).isInstanceOf(TargetException.class);
  }

  @Test
  void atATieTheLowerIndexGoesFirstAndNanGoesLast() {
    Scores scores = Scores.of(tensor(new float[] {1, Float.NaN, 3, 3, -1}, 1, 5));

    assertThat(scores.top(0, 5)).extracting(ClassScore::index).startsWith(2, 3, 0, 4);
    assertThat(scores.top(0, 5).get(4).index()).isEqualTo(1);
  }

  @Test
  void probabilitiesOfHugeLogitsDoNotOverflow() {
    Scores scores = Scores.of(tensor(new float[] {1e4f, 1e4f, -1e4f}, 1, 3));

    assertThat(scores.top(0, 3)).extracting(ClassScore::probability).containsExactly(0.5, 0.5, 0.0);
  }

  @Test
  void oneClassPerSampleAndNoFewer() {
    Tensor two = tensor(new float[8], 2, 1, 2, 2);

    assertThatThrownBy(() -> Explainer.of(model()).explain(two, Target.classIndices(1)))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("expected one class per sample, got 1 for a batch of 2");
  }

  @Test
  void scoresMayEndInExtentsOfOne() {
    Explanation why =
        Explainer.of(dying(Nets.poolingOnly(backend()))).layer("relu").explain(picture()).get(0);

    assertThat(why.classIndex()).isEqualTo(1);
    assertThat(why.raw().values()).containsExactly(0, 0.5f, 0, 1);
  }

  @Test
  void ofSeveralOutputsTheFirstHoldsTheScores() {
    Sequential scores = model();
    Module withFeatures =
        new Module() {
          {
            register("net", scores);
          }

          @Override
          public Tensors forward(Tensors inputs) {
            Tensors outputs = scores.call(inputs);
            return Tensors.of(outputs.single(), inputs.single());
          }
        };

    assertThat(
            Explainer.of(withFeatures).layer("net.relu").explain(picture()).get(0).raw().values())
        .containsExactly(TOP_CLASS_AT_RELU);
  }

  @Test
  void outputsThatAreNoClassScoresAreRefused() {
    Sequential model = dying(new Sequential(Nets.conv(backend(), 1, -1), new ReLU()));

    assertThatThrownBy(() -> Explainer.of(model).layer("0").explain(picture()))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("float32[1, 2, 2, 2]");
  }
}
