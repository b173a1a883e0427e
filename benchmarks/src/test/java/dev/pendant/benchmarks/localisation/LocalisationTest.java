package dev.pendant.benchmarks.localisation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.Backends;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.GradCam;
import dev.pendant.cam.method.RandomCam;
import dev.pendant.spi.Backend;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The built-in model on a few of the scenes of docs/localisation.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls open() before any test
class LocalisationTest {

  private Backend backend;
  private ShapesModel model;
  private LocalisationTable table;

  @BeforeAll
  void open() {
    backend = Backends.discover().open("djl");
    model = ShapesModel.load(Path.of(".."), backend);
    table = new LocalisationTable(model, 60, 1);
  }

  @AfterAll
  void close() {
    model.close();
    backend.close();
  }

  @Test
  void theModelKnowsTheScenes() {
    assertThat(table.bothOnTop()).isGreaterThan(0.85);
  }

  @Test
  void gradCamPointsAtTheShapeItExplainsForBothClasses() {
    assertThat(measured(new GradCam()))
        .allSatisfy(
            scores -> {
              assertThat(scores.hits()).isGreaterThan(0.8);
              assertThat(scores.hitsOfOther()).isLessThan(0.1);
              assertThat(scores.energy()).isGreaterThan(3 * table.chance());
            });
  }

  @Test
  void randomWeightsDoNotTellTheShapesApart() {
    List<MethodScores> both = measured(new RandomCam());

    assertThat(both.get(1).hits()).isLessThan(0.6);
  }

  private List<MethodScores> measured(CamMethod method) {
    return table.measure(method);
  }
}
