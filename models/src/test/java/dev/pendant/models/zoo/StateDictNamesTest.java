package dev.pendant.models.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.models.onnx.StorageOnly;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names, shapes and order of every state dict are those of torchvision. */
class StateDictNamesTest {

  private static final List<String> NORM = List.of("weight", "bias", "running_mean", "running_var");

  /** Writes down what it is asked for, and answers with next to nothing. */
  private static final class Recorder extends Parameters {

    private final StorageOnly backend = new StorageOnly();
    private final List<String> asked = new ArrayList<>();

    @Override
    Tensor make(String name, Spec spec, Start start) {
      asked.add(name + " " + spec);
      return Tensor.scalar(backend, 0);
    }
  }

  private static Map<String, List<String>> torchvision() throws IOException {
    Map<String, List<String>> networks = new LinkedHashMap<>();
    List<String> lines = List.of();
    for (String line :
        Files.readAllLines(Path.of("src", "test", "resources", "zoo", "state-dicts.txt"))) {
      String[] words = line.split(" ");
      if (words[0].equals("=")) {
        lines = networks.computeIfAbsent(words[1], name -> new ArrayList<>());
      } else if (words.length == 3) {
        for (String part : NORM) {
          lines.add(words[0] + "." + part + " float32[" + words[2] + "]");
        }
        lines.add(words[0] + ".num_batches_tracked int64[]");
      } else {
        lines.add(words[0] + " float32[" + words[1].replace("x", ", ") + "]");
      }
    }
    return networks;
  }

  static Stream<String> networks() throws IOException {
    return torchvision().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void areThoseOfTorchvision(String name) throws IOException {
    List<String> expected = Objects.requireNonNull(torchvision().get(name));
    try (Recorder recorder = new Recorder()) {
      var module = TorchvisionNetworks.named(name, 1000).build(new Layers(recorder));
      assertThat(recorder.asked).containsExactlyElementsOf(expected);
      assertThat(module.stateDict().keySet())
          .containsExactlyElementsOf(
              expected.stream()
                  .map(line -> line.substring(0, line.indexOf(' ')))
                  .collect(Collectors.toList()));
    }
  }
}
