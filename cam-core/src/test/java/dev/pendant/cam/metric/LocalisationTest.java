package dev.pendant.cam.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.PendantException;
import dev.pendant.cam.HeatMap;
import dev.pendant.cam.image.Box;
import dev.pendant.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
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

  // --- masks ----------------------------------------------------------------------------------

  private static final List<LocalisationMetric> METRICS =
      List.of(
          new PointingGame(),
          new PointingGame(1),
          new EnergyPointingGame(),
          new LocalisationIou(0.2),
          new LocalisationIou(0.6));

  /** Positions 3 and 4 of every row of the map. */
  private static final boolean[] RIGHT_MASK = {
    false, false, false, true, true, //
    false, false, false, true, true, //
    false, false, false, true, true
  };

  private static boolean[] not(boolean[] mask) {
    boolean[] other = new boolean[mask.length];
    for (int i = 0; i < mask.length; i++) {
      other[i] = !mask[i];
    }
    return other;
  }

  @Test
  void pointingAtAMaskIsPointingAtTheBoxItFills() {
    boolean[] left = not(RIGHT_MASK);
    List<Box> threeLeft = List.of(new Box(0, 0, 3, 3));

    for (double tolerance : new double[] {0, 1, 2, 3, 9}) {
      PointingGame game = new PointingGame(tolerance);
      assertThat(game.value(MAP, RIGHT_MASK)).isEqualTo(game.value(MAP, RIGHT));
      assertThat(game.value(MAP, left)).isEqualTo(game.value(MAP, threeLeft));
    }
    assertThat(new PointingGame(2).value(MAP, RIGHT_MASK)).isZero();
    assertThat(new PointingGame(3).value(MAP, RIGHT_MASK)).isEqualTo(1);
    assertThat(new PointingGame(2.9).value(MAP, RIGHT_MASK)).isZero();
  }

  @Test
  void theEnergyInAMaskIsThatInTheBoxItFills() {
    assertThat(new EnergyPointingGame().value(MAP, RIGHT_MASK))
        .isEqualTo(1.25 / 2.25, within(1e-9));
    assertThat(new EnergyPointingGame().value(MAP, not(RIGHT_MASK)))
        .isEqualTo(1 / 2.25, within(1e-9));
  }

  @Test
  void whatTheMapShowsOverlapsAMask() {
    // At 0.2 it shows four positions, of which three lie among the six of the mask.
    assertThat(new LocalisationIou(0.2).value(MAP, RIGHT_MASK)).isEqualTo(3 / 7.0);
    assertThat(new LocalisationIou(0.6).value(MAP, RIGHT_MASK)).isZero();
    assertThat(new LocalisationIou(0).value(MAP, RIGHT_MASK)).isEqualTo(6 / 15.0);
  }

  @Test
  void rowsAndBoxesHaveMasksAsPicturesHave() {
    HeatMap row = HeatMap.of(Shape.of(15), MAP.values());
    HeatMap columnOfPlanes = HeatMap.of(Shape.of(3, 1, 5), MAP.values());
    HeatMap flat = HeatMap.of(Shape.of(1, 3, 5), MAP.values());

    for (LocalisationMetric metric : METRICS) {
      double picture = metric.value(MAP, not(RIGHT_MASK));
      assertThat(metric.value(flat, not(RIGHT_MASK))).isEqualTo(picture);
      assertThat(metric.value(columnOfPlanes, not(RIGHT_MASK))).isEqualTo(picture);
    }
    assertThat(new EnergyPointingGame().value(row, RIGHT_MASK)).isEqualTo(1.25 / 2.25);
    // In a row the peak, 5, is next to 4, which ends the row above in the picture.
    assertThat(new PointingGame(1).value(row, RIGHT_MASK)).isEqualTo(1);
    assertThat(new PointingGame(1).value(MAP, RIGHT_MASK)).isZero();
  }

  @Test
  void aMaskGrowsAlongEveryAxis() {
    boolean[] mask = new boolean[4 * 4 * 4];
    mask[0] = true;

    boolean[] grown = Places.enlarged(mask, Shape.of(4, 4, 4), 1);

    assertThat(IntStream.range(0, 64).filter(i -> grown[i]).toArray())
        .containsExactly(0, 1, 4, 5, 16, 17, 20, 21);
    assertThat(Places.enlarged(mask, Shape.of(4, 4, 4), Integer.MAX_VALUE)).doesNotContain(false);
    assertThat(Places.enlarged(mask, Shape.of(64), 0)).containsExactly(mask);
  }

  @Test
  void boxesAreRefusedWhereTheMapIsNoPictures() {
    for (LocalisationMetric metric : METRICS) {
      assertThatThrownBy(() -> metric.value(HeatMap.of(Shape.of(2, 1, 2), 0, 1, 2, 3), LEFT))
          .isInstanceOf(PendantException.class)
          .hasMessageContaining("the map is [2, 1, 2] with 3 axes; give a mask");
    }
    assertThatThrownBy(() -> new MaxBoxAcc().add(HeatMap.of(Shape.of(2), 0, 1), LEFT))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("the map is [2]");
  }

  @Test
  void masksThatDoNotFitAreRefused() {
    for (LocalisationMetric metric : METRICS) {
      assertThatThrownBy(() -> metric.value(MAP, new boolean[14]))
          .isInstanceOf(PendantException.class)
          .hasMessageContaining("expected a mask of 3 x 5 values, as the map, got 14");
      assertThatThrownBy(() -> metric.value(MAP, new boolean[15]))
          .isInstanceOf(PendantException.class)
          .hasMessageContaining("false everywhere");
      assertThatThrownBy(() -> metric.value(MAP.map(v -> Double.NaN), RIGHT_MASK))
          .isInstanceOf(PendantException.class)
          .hasMessageContaining("NaN");
    }
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
  void boxesThatHoldNoPixelAreRefused() {
    HeatMap small = HeatMap.of(2, 2, 0.5f, 1, 0, 0);
    List<Box> beside =
        List.of(
            new Box(100, 100, 120, 120),
            new Box(-9, 0, 0, 2),
            new Box(0, 2, 2, 1e300),
            new Box(0.6, 0, 1.4, 2));

    for (LocalisationMetric metric : METRICS) {
      for (Box box : beside) {
        assertThatThrownBy(() -> metric.value(small, List.of(box)))
            .isInstanceOf(PendantException.class)
            .hasMessageContaining("expected a box that holds a pixel of the map, 2 x 2");
      }
      assertThat(metric.value(small, List.of(beside.get(0), new Box(-5, -5, 50, 50))))
          .isGreaterThan(0);
    }
    assertThat(new PointingGame().value(small, List.of(new Box(1.4, 0.4, 1.6, 0.6)))).isEqualTo(1);
    assertThatThrownBy(() -> new MaxBoxAcc().add(small, beside))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("holds a pixel");
  }

  @Test
  void aToleranceIsANumberOfPixels() {
    for (double bad : new double[] {Double.POSITIVE_INFINITY, Double.NaN, -1, 1e300}) {
      assertThatThrownBy(() -> new PointingGame(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected a tolerance from 0 to 2147483647 pixels, got " + bad);
    }
    PointingGame most = new PointingGame(Integer.MAX_VALUE);
    assertThat(most.value(MAP, RIGHT)).isEqualTo(1);
    assertThat(most.value(MAP, RIGHT_MASK)).isEqualTo(1);
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
