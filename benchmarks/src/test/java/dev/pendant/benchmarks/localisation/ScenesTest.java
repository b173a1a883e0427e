package dev.pendant.benchmarks.localisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.image.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenesTest {

  @Test
  void theSeedDrawsTheSameScenes() {
    Scenes one = new Scenes(7);
    Scenes same = new Scenes(7);

    for (int i = 0; i < 20; i++) {
      assertThat(same.next()).isEqualTo(one.next());
    }
    assertThat(new Scenes(8).next()).isNotEqualTo(new Scenes(7).next());
  }

  @Test
  void aSceneHoldsTwoDifferentShapesThatDoNotOverlap() {
    Scenes scenes = new Scenes(1);
    for (int i = 0; i < 200; i++) {
      Scene scene = scenes.next();
      DrawnShape first = scene.shapes().get(0);
      DrawnShape second = scene.shapes().get(1);
      assertThat(first.kind()).isNotEqualTo(second.kind());
      assertThat(first.isApartFrom(second)).isTrue();
      assertThat(scene.boxes())
          .allSatisfy(
              box -> {
                assertThat(box.left()).isGreaterThanOrEqualTo(0);
                assertThat(box.bottom()).isLessThanOrEqualTo(Scene.SIZE);
              });
    }
  }

  @Test
  void theBoxIsTightAroundTheShape() {
    Scene scene = new Scenes(3).next();
    DrawnShape shape = scene.shapes().get(0);
    Box box = scene.boxes().get(0);
    int inBox = 0;
    int inPicture = 0;
    boolean atLeft = false;
    for (int row = 0; row < Scene.SIZE; row++) {
      for (int column = 0; column < Scene.SIZE; column++) {
        if (shape.holds(column + 0.5, row + 0.5)) {
          inPicture++;
          inBox += box.holdsPixel(row, column) ? 1 : 0;
          atLeft |= column == box.left();
          assertThat(scene.picture().rgb(column, row)).isEqualTo(shape.colour());
        }
      }
    }

    assertThat(inBox).isEqualTo(inPicture).isPositive();
    assertThat(atLeft).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "CIRCLE, 3.1416",
    "SQUARE, 2.0",
    "TRIANGLE, 1.2990",
    "STAR, 1.1756",
    "CROSS, 2.0944",
    "RING, 2.1913"
  })
  void shapesHaveTheAreaThatTheirFormulaSays(ShapeKind kind, double area) {
    int side = 1000;
    int inside = 0;
    for (int i = 0; i < side * side; i++) {
      double x = -1 + (i % side + 0.5) * 2 / side;
      double y = -1 + (i / side + 0.5) * 2 / side;
      inside += kind.holds(x, y) ? 1 : 0;
    }

    assertThat(4.0 * inside / (side * side)).isEqualTo(area, within(0.01));
  }
}
