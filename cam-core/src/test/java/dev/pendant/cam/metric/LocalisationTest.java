package dev.pendant.cam.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.PendantException;
import dev.pendant.cam.HeatMap;
import dev.pendant.cam.image.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalisationTest {

  /** Two regions, the larger of three pixels at the right, and the highest pixel at the left. */
  private static final HeatMap MAP =
      HeatMap.of(
          3, 5, //
          0, 0, 0, 0, 0.5f, //
          1, 0, 0, 0.5f, 0, //
          0, 0, 0, 0, 0.25f);

  private static final List<Box> LEFT = List.of(new Box(0, 0, 2, 3));
  private static final List<Box> RIGHT = List.of(new Box(3, 0, 5, 3));

  @Test
  void thePointingGameLooksAtTheHighestPixel() {
    assertThat(new PointingGame().value(MAP, LEFT)).isEqualTo(1);
    assertThat(new PointingGame().value(MAP, RIGHT)).isZero();
    assertThat(new PointingGame(3).value(MAP, RIGHT)).isEqualTo(1);
  }

  @Test
  void ofSeveralPeaksEachCountsItsShare() {
    HeatMap even = HeatMap.of(3, 5, new float[15]);

    assertThat(new PointingGame().value(even, LEFT)).isEqualTo(6 / 15.0);
  }

  @Test
  void theEnergyScoreIsTheShareInside() {
    assertThat(new EnergyPointingGame().value(MAP, LEFT)).isEqualTo(1 / 2.25, within(1e-9));
    assertThat(new EnergyPointingGame().value(MAP, RIGHT)).isEqualTo(1.25 / 2.25, within(1e-9));
    assertThat(new EnergyPointingGame().value(MAP, List.of(LEFT.get(0), RIGHT.get(0))))
        .isEqualTo(1);
    assertThat(new EnergyPointingGame().value(HeatMap.of(1, 2, -1, 0), LEFT)).isZero();
  }

  @Test
  void aMapDrawsABoxAroundItsLargestRegion() {
    assertThat(LargestRegion.box(MAP, 0.2)).isEqualTo(new Box(3, 0, 5, 3));
    assertThat(LargestRegion.box(MAP, 0.4)).isEqualTo(new Box(3, 0, 5, 2));
    assertThat(LargestRegion.box(MAP, 0.6)).isEqualTo(new Box(0, 1, 1, 2));
    assertThat(LargestRegion.box(MAP, 0)).isEqualTo(new Box(0, 0, 5, 3));
  }

  @Test
  void itsOverlapWithTheBestBoxCounts() {
    assertThat(new LocalisationIou(0.4).value(MAP, RIGHT)).isEqualTo(4 / 6.0, within(1e-9));
    assertThat(new LocalisationIou(0.4).value(MAP, LEFT)).isZero();
    assertThat(new LocalisationIou(0.4).value(MAP, List.of(LEFT.get(0), RIGHT.get(0))))
        .isEqualTo(4 / 6.0, within(1e-9));
  }

  @Test
  void maxBoxAccTakesTheThresholdThatSuitsMostPictures() {
    MaxBoxAcc accuracy = new MaxBoxAcc(0.9, 10);

    accuracy.add(MAP, RIGHT); // from 0.1 to 0.2, as at 0.3 the box is only two rows high
    accuracy.add(MAP, List.of(new Box(3, 0, 5, 2))); // from 0.3 to 0.5
    accuracy.add(MAP, List.of(new Box(3, 0, 5, 2)));
    accuracy.add(MAP, List.of(new Box(2, 2, 3, 3))); // never

    assertThat(accuracy.value()).isEqualTo(0.5);
    assertThat(accuracy.threshold()).isEqualTo(0.3);
  }

  @Test
  void nothingIsMeasuredWithoutAMapOrABox() {
    assertThatThrownBy(() -> new PointingGame().value(MAP, List.of()))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("at least one box");
    assertThatThrownBy(() -> new EnergyPointingGame().value(HeatMap.of(1, 1, Float.NaN), LEFT))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("NaN");
  }

  @Test
  void boxesOverlapByTheirIou() {
    Box box = new Box(0, 0, 4, 2);

    assertThat(box.iou(box)).isEqualTo(1);
    assertThat(box.iou(new Box(2, 0, 6, 2))).isEqualTo(4 / 12.0, within(1e-12));
    assertThat(box.iou(new Box(4, 0, 5, 2))).isZero();
    assertThat(Box.around(2, 1, 4, 2)).isEqualTo(box);
    assertThatThrownBy(() -> new Box(1, 0, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("left < right");
  }
}
