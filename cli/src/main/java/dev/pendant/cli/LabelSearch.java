package dev.pendant.cli;

import dev.pendant.internal.Spelling;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the class that somebody means by a name. */
final class LabelSearch {

  private static final int SUGGESTIONS = 3;

  private final String option;
  private final Labels labels;

  /**
   * @param option that the name was given to, for error messages
   */
  LabelSearch(String option, Labels labels) {
    this.option = option;
    this.labels = labels;
  }

  /**
   * The class with this name, upper and lower case alike: its whole label; else one of the synonyms
   * that the label lists between commas; else the beginning of one.
   *
   * @throws UsageException if no class or several have it
   */
  int find(String name) {
    if (labels.isEmpty()) {
      throw new UsageException(
          option
              + " '"
              + name
              + "': the model has no labels; give them with --labels, or an index");
    }
    String wanted = lower(name.strip());
    List<Predicate<String>> readings =
        List.of(
            label -> lower(label).equals(wanted),
            label -> parts(label).contains(wanted),
            label -> parts(label).stream().anyMatch(part -> part.startsWith(wanted)));
    for (Predicate<String> reading : readings) {
      List<Integer> found = indices(reading);
      if (found.size() == 1) {
        return found.get(0);
      }
      if (found.size() > 1) {
        throw new UsageException(
            "%s '%s' fits %d classes: %s; give the index of one"
                .formatted(option, name, found.size(), list(found)));
      }
    }
    throw new UsageException(
        "no class is labelled '" + name + "'; nearest: " + list(nearest(wanted)));
  }

  private List<Integer> indices(Predicate<String> wanted) {
    return IntStream.range(0, labels.size())
        .filter(index -> wanted.test(labels.names().get(index)))
        .boxed()
        .toList();
  }

  /** Names that hold the word first, then those a few edits away. */
  private List<Integer> nearest(String wanted) {
    Set<Integer> found = new LinkedHashSet<>(indices(label -> lower(label).contains(wanted)));
    Set<String> parts =
        labels.names().stream()
            .flatMap(label -> parts(label).stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (String part : Spelling.nearest(wanted, parts, SUGGESTIONS)) {
      found.addAll(indices(label -> parts(label).contains(part)));
    }
    return List.copyOf(found);
  }

  private String list(Collection<Integer> indices) {
    String first =
        indices.stream()
            .limit(SUGGESTIONS)
            .map(index -> index + " (" + labels.of(index) + ")")
            .collect(Collectors.joining(", "));
    int more = indices.size() - SUGGESTIONS;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static List<String> parts(String label) {
    return Labels.parts(lower(label));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
