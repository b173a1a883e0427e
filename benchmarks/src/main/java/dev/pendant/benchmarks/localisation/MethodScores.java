package dev.pendant.benchmarks.localisation;

import dev.pendant.cam.HeatMap;
import dev.pendant.cam.image.Box;
import dev.pendant.cam.metric.EnergyPointingGame;
import dev.pendant.cam.metric.LocalisationIou;
import dev.pendant.cam.metric.MaxBoxAcc;
import dev.pendant.cam.metric.PointingGame;
import java.util.List;

/** What the maps of one method come to, for one of the two shapes of each scene. */
final class MethodScores {

  private final PointingGame pointing = new PointingGame();
  private final EnergyPointingGame energy = new EnergyPointingGame();
  private final LocalisationIou iou = new LocalisationIou();
  private final MaxBoxAcc maxBoxAcc = new MaxBoxAcc();
  private int maps;
  private double hits;
  private double hitsOfOther;
  private double energyInside;
  private double overlap;

  /**
   * @param map for one of the shapes, of the scene's size
   * @param own the box of that shape
   * @param other the box of the other one
   */
  void add(HeatMap map, Box own, Box other) {
    maps++;
    hits += pointing.value(map, List.of(own));
    hitsOfOther += pointing.value(map, List.of(other));
    energyInside += energy.value(map, List.of(own));
    overlap += iou.value(map, List.of(own));
    maxBoxAcc.add(map, List.of(own));
  }

  /** The pointing game, 0 to 1. */
  double hits() {
    return hits / maps;
  }

  /** How often the highest pixel lies on the other shape. */
  double hitsOfOther() {
    return hitsOfOther / maps;
  }

  /** The energy-based pointing game, 0 to 1. */
  double energy() {
    return energyInside / maps;
  }

  double iou() {
    return overlap / maps;
  }

  double maxBoxAcc() {
    return maxBoxAcc.value();
  }
}
