package dev.pendant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class BackendsDiscoveryTest extends DiscoveryFixture {

  @Test
  void findsNothingOnAnEmptyClassPath() {
    Backends backends = discover();

    assertThat(backends.candidates()).isEmpty();
    assertThat(backends.failures()).isEmpty();
  }

  @Test
  void tellsWhatAndWhereEachCandidateIs() throws IOException {
    b.provider("First", "aaa", USABLE);
    a.provider("Second", "bbb", USABLE);

    List<BackendCandidate> candidates = discover().candidates();

    assertThat(candidates).extracting(BackendCandidate::id).containsExactly("aaa", "bbb");
    BackendCandidate first = candidates.get(0);
    assertThat(first.version()).isEqualTo("1.0");
    assertThat(first.providerClass()).isEqualTo("First");
    assertThat(first.location()).isEqualTo(b.root().toString());
    assertThat(first).hasToString("aaa 1.0 (" + b.root() + ")");
  }

  @Test
  void probesOnlyWhenAskedAndOnlyOnce() throws IOException {
    a.provider("Good", "good", USABLE);
    Backends backends = discover();
    assertThat(IdleBackend.PROBED).isEmpty();

    BackendCandidate good = backends.candidates().get(0);
    assertThat(good.availability().usable()).isTrue();
    assertThat(good.availability().reason()).isEqualTo("cpu");
    backends.open("good").close();

    assertThat(IdleBackend.PROBED).containsExactly("good");
  }

  @Test
  void throwingConstructorHidesNoOther() throws IOException {
    a.source(
            "Broken",
            "",
            "{ if (true) throw new IllegalStateException(\"no\\nlicence\"); }",
            "broken",
            USABLE,
            "null")
        .listed("Broken");
    a.provider("Good", "good", USABLE);

    BackendFailure failure = onlyFailureBeside("good");

    assertThat(failure.reason())
        .isEqualTo(
            "Provider Broken could not be instantiated: java.lang.IllegalStateException: no"
                + " licence");
    assertThat(failure.cause()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nativeCodeMissingFromAStaticInitialiserIsAFailureToo() throws IOException {
    a.source("Broken", "", "static { System.loadLibrary(\"absent\"); }", "broken", USABLE, "null")
        .listed("Broken");
    a.provider("Good", "good", USABLE);

    BackendFailure failure = onlyFailureBeside("good");

    assertThat(failure.reason())
        .startsWith("Provider Broken could not be instantiated: java.lang.UnsatisfiedLinkError: ");
    assertThat(failure.cause()).isInstanceOf(UnsatisfiedLinkError.class);
  }

  @Test
  void missingClassHidesNoOther() throws IOException {
    a.listed("Absent").provider("Good", "good", USABLE);

    assertThat(onlyFailureBeside("good").reason()).isEqualTo("Provider Absent not found");
  }

  @Test
  void foreignClassHidesNoOther() throws IOException {
    a.source("Foreign", "public class Foreign {}").listed("Foreign");
    a.provider("Good", "good", USABLE);

    assertThat(onlyFailureBeside("good").reason()).isEqualTo("Foreign not a subtype");
  }

  @Test
  void missingSuperclassHidesNoOther() throws IOException {
    a.source("Engine", "public class Engine {}");
    a.source("Orphan", "extends Engine", "", "orphan", USABLE, "null").listed("Orphan");
    a.without("Engine").provider("Good", "good", USABLE);

    BackendFailure failure = onlyFailureBeside("good");

    assertThat(failure.reason())
        .isEqualTo(
            "java.lang.ClassNotFoundException: Engine (a provider, or what it needs, is incomplete"
                + " on the class path)");
  }

  @Test
  void malformedLineCostsItsOwnFileOnly() throws IOException {
    a.provider("Lost", "lost", USABLE).listed("not a class name");
    b.provider("Good", "good", USABLE);

    assertThat(onlyFailureBeside("good").reason())
        .contains(PluginFolder.SERVICES + ":2: Illegal configuration-file syntax");
  }

  @Test
  void providerWithoutIdIsRefused() throws IOException {
    a.provider("Nameless", " ", USABLE).provider("Good", "good", USABLE);

    assertThat(onlyFailureBeside("good").reason())
        .isEqualTo("Nameless answers id \" \" and version \"1.0\"; both must be given");
  }

  @Test
  void providerThatCannotTellItsVersionIsRefused() throws IOException {
    a.source(
            "Mute",
            """
            import dev.pendant.spi.*;
            public class Mute implements BackendProvider {
              public String id() { return "mute"; }
              public String version() { throw new IllegalStateException("no manifest"); }
              public Availability availability() { throw new AssertionError(); }
              public Backend open() { throw new AssertionError(); }
            }
            """)
        .listed("Mute");
    a.provider("Good", "good", USABLE);

    assertThat(onlyFailureBeside("good").reason())
        .isEqualTo(
            "Mute cannot tell its id and version: java.lang.IllegalStateException: no manifest");
  }

  @Test
  void givesUpOnALoaderThatFailsForEver() throws IOException {
    a.provider("Good", "good", USABLE);
    ClassLoader good = PluginFolder.loader(a);

    Backends backends = discover(List.of(new UnreadableLoader(), good));

    assertThat(ids(backends)).containsExactly("good");
    assertThat(backends.failures())
        .extracting(BackendFailure::reason)
        .containsExactly(
            "Error locating configuration files: java.io.IOException: disk on fire",
            "gave up on class loader 'unreadable' after 32 failures in a row; providers after them"
                + " were not seen");
  }

  @Test
  void providerSeenThroughTwoLoadersCountsOnce() throws IOException {
    a.provider("Good", "good", USABLE).listed("Absent");

    Backends backends = discover(List.of(PluginFolder.loader(a), PluginFolder.loader(a, b)));

    assertThat(ids(backends)).containsExactly("good");
    assertThat(backends.failures()).hasSize(1);
  }

  @Test
  void duplicateIdIsAnErrorThatNamesBoth() throws IOException {
    a.provider("One", "same", USABLE);
    b.provider("Two", "same", USABLE);

    assertThatThrownBy(this::discover)
        .isInstanceOf(BackendException.class)
        .hasMessage(
            "Two backends have the id \"same\": One in %s and Two in %s; remove one of them from the"
                + " class path",
            a.root(), b.root());
    assertThat(IdleBackend.PROBED).isEmpty();
  }

  @Test
  void looksThroughTheContextLoaderUnlessToldWhichToUse() throws IOException {
    a.provider("Good", "good", USABLE);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(PluginFolder.loader(a));
    try {
      assertThat(ids(Backends.discover())).contains("good");
      assertThat(ids(Backends.discover(PluginFolder.loader(b)))).isEmpty();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private BackendFailure onlyFailureBeside(String id) {
    Backends backends = discover();
    assertThat(ids(backends)).containsExactly(id);
    assertThat(backends.failures()).hasSize(1);
    BackendFailure failure = backends.failures().get(0);
    assertThat(failure.reason()).doesNotContain("\n");
    assertThat(logged(Level.WARN))
        .containsExactly("A backend could not be loaded: " + failure.reason());
    assertThat(logged(Level.DEBUG)).containsExactly("Its first cause");
    return failure;
  }

  private static final class UnreadableLoader extends ClassLoader {

    UnreadableLoader() {
      super("unreadable", UnreadableLoader.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      throw new IOException("disk on fire");
    }
  }
}
