package dev.pendant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class BackendsChoiceTest extends DiscoveryFixture {

  private static final String NO_LIBRARY =
      "Availability.unusable(\"libtorch is missing; add the native jar\", new"
          + " RuntimeException(\"load failed\", new UnsatisfiedLinkError(\"no torch in"
          + " path\")))";

  @Test
  void argumentBeatsPropertyBeatsVariable() throws IOException {
    a.provider("One", "one", USABLE)
        .provider("Two", "two", USABLE)
        .provider("Three", "three", USABLE);

    environment.put("PENDANT_BACKEND", "three");
    assertThat(opened(null)).isEqualTo("three");
    properties.put("pendant.backend", "two");
    assertThat(opened(null)).isEqualTo("two");
    assertThat(opened("one")).isEqualTo("one");
  }

  @Test
  void blankSettingCountsAsNotSet() throws IOException {
    a.provider("One", "one", USABLE).provider("Two", "two", USABLE);

    properties.put("pendant.backend", " ");
    environment.put("PENDANT_BACKEND", " two ");

    assertThat(opened(null)).isEqualTo("two");
  }

  @Test
  void usesTheOnlyUsableOneAndSaysWhatItPassedOver() throws IOException {
    a.provider("Good", "good", USABLE);
    b.provider("Lame", "lame", "Availability.unusable(\"no GPU\", null)");

    Backends backends = discover();
    backends.open().close();
    backends.open().close();

    assertThat(logged(Level.INFO))
        .containsExactly(
            "Using backend good 1.0 (" + a.root() + ")",
            "Backend lame 1.0 (" + b.root() + ") cannot run here: no GPU");
  }

  @Test
  void probesOnlyTheOneAskedFor() throws IOException {
    a.provider("One", "one", USABLE).provider("Two", "two", USABLE);

    assertThat(opened("two")).isEqualTo("two");

    assertThat(IdleBackend.PROBED).containsExactly("two");
  }

  @Test
  void noneFoundTellsWhatToAdd() {
    assertThat(refusal(null))
        .hasMessage(
            "No backend found: class loader 'plugins' sees no dev.pendant.spi.BackendProvider; add "
                + DJL_COORDINATES
                + " or "
                + ND4J_COORDINATES
                + " to the class path; "
                + FAT_JAR);
  }

  @Test
  void noneLoadedTellsWhy() throws IOException {
    a.listed("Absent");

    BackendException refusal = refusal(null);

    assertThat(refusal).hasMessageEndingWith("; failed to load: Provider Absent not found");
    assertThat(refusal).hasCauseInstanceOf(java.util.ServiceConfigurationError.class);
  }

  @Test
  void severalUsableAreListedAndNoneIsOpened() throws IOException {
    a.provider("One", "one", USABLE);
    b.provider("Two", "two", USABLE);

    assertThat(refusal(null))
        .hasMessage(
            "Several backends are usable and none was chosen: one 1.0 (%s); two 1.0 (%s); choose"
                + " with --backend ID, -Dpendant.backend=ID, PENDANT_BACKEND=ID or"
                + " Backends.open(\"ID\")",
            a.root(), b.root());
  }

  @Test
  void absentOneIsNamedWithTheClosestThatIsThere() throws IOException {
    a.provider("Djl", "djl", USABLE);

    assertThat(refusal("dlj"))
        .hasMessage(
            "No backend \"dlj\" (did you mean \"djl\"?); available: djl; to have more, add "
                + ND4J_COORDINATES
                + " to the class path");
    assertThat(IdleBackend.PROBED).isEmpty();
  }

  @Test
  void absentKnownOneIsNamedWithItsCoordinates() throws IOException {
    a.provider("Djl", "djl", USABLE);
    properties.put("pendant.backend", "nd4j");

    assertThat(refusal(null))
        .hasMessage(
            "No backend \"nd4j\" (named by system property pendant.backend); available: djl; add "
                + ND4J_COORDINATES
                + " to the class path");
  }

  @Test
  void absentOneOnAnEmptyClassPathTellsEverything() {
    environment.put("PENDANT_BACKEND", "ND4J");

    assertThat(refusal(null))
        .hasMessage(
            "No backend \"ND4J\" (named by environment variable PENDANT_BACKEND, did you mean \"nd4j\"?); class loader 'plugins' sees none; add "
                + ND4J_COORDINATES
                + " to the class path; "
                + FAT_JAR);
  }

  @Test
  void absentOneThatResemblesNothingGetsNoGuess() throws IOException {
    a.provider("Djl", "djl", USABLE).provider("Nd4j", "nd4j", USABLE);

    assertThat(refusal("tensorflow")).hasMessage("No backend \"tensorflow\"; available: djl, nd4j");
    assertThat(refusal("")).hasMessage("No backend \"\"; available: djl, nd4j");
  }

  @Test
  void brokenOneAskedForFailsWithReasonAndFirstCause() throws IOException {
    a.provider("Djl", "djl", NO_LIBRARY);
    a.provider("Good", "good", USABLE);

    BackendException refusal = refusal("djl");

    assertThat(refusal)
        .hasMessage(
            "Backend djl 1.0 (%s) cannot run here: libtorch is missing; add the native jar, because"
                + " of java.lang.UnsatisfiedLinkError: no torch in path",
            a.root());
    assertThat(refusal).hasCauseInstanceOf(UnsatisfiedLinkError.class);
  }

  @Test
  void noneUsableListsEachWithItsReason() throws IOException {
    a.provider("Djl", "djl", NO_LIBRARY);
    b.provider("Lame", "lame", "Availability.unusable(\"no\\n  GPU\", null)").listed("Absent");

    BackendException refusal = refusal(null);

    assertThat(refusal)
        .hasMessage(
            "No backend can run here: djl 1.0 (%s): libtorch is missing; add the native jar, because"
                + " of java.lang.UnsatisfiedLinkError: no torch in path; lame 1.0 (%s): no GPU;"
                + " failed to load: Provider Absent not found",
            a.root(), b.root());
    assertThat(refusal).hasCauseInstanceOf(UnsatisfiedLinkError.class);
  }

  @Test
  void availabilityThatThrowsOrAnswersNothingMeansUnusable() throws IOException {
    a.source(
            "Thrower",
            "",
            "static Availability fail() { throw new UnsatisfiedLinkError(\"libgomp\"); }",
            "thrower",
            "fail()",
            "null")
        .listed("Thrower");
    a.provider("Silent", "silent", "null");

    assertThat(refusal(null))
        .hasMessage(
            "No backend can run here: silent 1.0 (%s): Silent.availability() returned null; thrower"
                + " 1.0 (%s): Thrower.availability() threw, because of"
                + " java.lang.UnsatisfiedLinkError: libgomp",
            a.root(), a.root());
  }

  @Test
  void engineThatDoesNotOpenAfterAllIsNamed() throws IOException {
    a.source(
            "Liar",
            "",
            "static Backend fail() { throw new IllegalStateException(\"out of memory\"); }",
            "liar",
            USABLE,
            "fail()")
        .listed("Liar");

    BackendException refusal = refusal("liar");

    assertThat(refusal)
        .hasMessage(
            "Backend liar 1.0 (%s) said it can run here but did not open:"
                + " java.lang.IllegalStateException: out of memory",
            a.root());
    assertThat(refusal).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(logged(Level.INFO)).isEmpty();
  }
}
