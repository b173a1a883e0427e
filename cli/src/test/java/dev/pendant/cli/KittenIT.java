package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pendant.cam.image.Npy;
import dev.pendant.cam.image.Pictures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A photograph and a trained ImageNet model, which are too large for the repository. */
class KittenIT {

  private static final Path SHARED = Path.of("../../shared").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void isATabbyOnBothBackendsForTheSameReason() throws Exception {
    boolean there = Files.isRegularFile(SHARED.resolve("models/SqueezeNet_fp16.onnx"));
    if (!there) {
      System.err.println("SKIPPED: KittenIT needs " + SHARED + ", which is not here");
    }
    assumeTrue(there, SHARED + " is not here");

    Map<String, float[]> maps = new HashMap<>();
    for (String backend : new String[] {"djl", "nd4j"}) {
      maps.put(backend, explained(backend));
    }
    assertThat(maps.get("nd4j")).containsExactly(maps.get("djl"), offset(1e-3f));
  }

  private float[] explained(String backend) throws Exception {
    Path out = folder.resolve(backend);
    var outcome =
        Command.in(folder)
            .run(
                "explain",
                SHARED.resolve("photos/kitten_224.png").toString(),
                "--model",
                SHARED.resolve("models/SqueezeNet_fp16.onnx").toString(),
                "--preprocess",
                "caffe",
                "--labels",
                SHARED.resolve("models/imagenet-labels.json").toString(),
                "--backend",
                backend,
                "--out",
                out.toString());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();

    JsonNode answer =
        Json.parse(Files.readString(out.resolve("kitten_224.grad-cam.json")), "answer");
    assertThat(answer.at("/predictions/0/index").intValue()).isEqualTo(281);
    assertThat(answer.at("/predictions/0/label").textValue()).isEqualTo("tabby, tabby cat");
    assertThat(answer.at("/predictions/0/score").doubleValue()).isEqualTo(0.938, offset(0.002));
    JsonNode tabby = answer.at("/explanations/0");
    assertThat(tabby.get("index").intValue()).isEqualTo(281);
    assertThat(tabby.get("overlay").textValue()).isEqualTo("kitten_224.grad-cam.281_tabby.png");
    assertThat(Pictures.read(out.resolve(tabby.get("overlay").textValue())).width()).isEqualTo(224);
    return Npy.read(out.resolve(tabby.get("map").textValue())).values();
  }
}
