package dev.pendant.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.models.ModelException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pickles that ask for what no state dict asks for; each byte of these strings is one of theirs.
 */
class HostilePickleTest {

  private static final String STORAGE =
      "(U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuK\u0004tQ";

  @TempDir Path folder;

  /** A file from before PyTorch 1.6 with this content, and no storages. */
  private Path file(String pickle) throws IOException {
    byte[] real =
        Files.readAllBytes(Path.of("src", "test", "resources", "weights", "types-before-1.6.pth"));
    String text = new String(real, StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(Arrays.copyOf(real, text.indexOf("\u0080\u0002ccollections")));
    content.write(("\u0080\u0002" + pickle).getBytes(StandardCharsets.ISO_8859_1));
    content.write("\u0080\u0002].".getBytes(StandardCharsets.ISO_8859_1));
    return Files.write(folder.resolve("hostile.pth"), content.toByteArray());
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String pickle)
      throws IOException {
    Path file = file(pickle);
    return assertThatThrownBy(() -> Weights.read(file)).isInstanceOf(ModelException.class);
  }

  private static String tensor(String offset, String size, String stride) {
    return "}U\u0001actorch._utils\n_rebuild_tensor_v2\n("
        + STORAGE
        + offset
        + size
        + stride
        + "\u0089}tRs.";
  }

  @Test
  void aPickleThatAsksForNothingIsRead() throws IOException {
    assertThat(Weights.read(file("}.")).names()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "posix, system",
    "builtins, eval",
    "builtins, getattr",
    "collections, OrderedDict.fromkeys",
    "torch.storage, _load_from_bytes",
    "torch, FloatStorage.from_file",
    "torch.jit, load",
    "java.lang, Runtime"
  })
  void codeIsNeverCalled(String module, String name) throws IOException {
    assertRefused("c" + module + "\n" + name + "\nU\u0002id\u0085R.")
        .hasMessageContaining(module + "." + name)
        .hasMessageContaining("nothing of it was run")
        .hasMessageContaining("torch.save(model.state_dict(), file)");
  }

  @ParameterizedTest
  @CsvSource({"i, 0x69", "o, 0x6f", "\u0081, 0x81", "\u0093, 0x93", "\u0082, 0x82", "P, 0x50"})
  void instructionsThatMakeObjectsAreUnknown(String instruction, String number) throws IOException {
    assertRefused("(" + instruction + "os\nsystem\n.").hasMessageContaining(number);
  }

  @Test
  void tensorsStayInsideTheirStorage() throws IOException {
    String none = "K\u0000";
    String one = "K\u0001\u0085";
    String two = "K\u0002\u0085";
    String four = "K\u0004\u0085";
    String five = "K\u0005\u0085";
    String minusOne = "J\u00ff\u00ff\u00ff\u00ff";
    String most = "J\u00ff\u00ff\u00ff\u007f";
    assertRefused(tensor(none, five, one)).hasMessageContaining("outside its storage");
    assertRefused(tensor("K\u0001", four, one)).hasMessageContaining("outside its storage");
    assertRefused(tensor(none, two, four)).hasMessageContaining("outside its storage");
    assertRefused(tensor(minusOne, two, one)).hasMessageContaining("outside its storage");
    assertRefused(tensor(none, five, none + "\u0085")).hasMessageContaining("repeats its storage");
    assertRefused(tensor(none, minusOne + "\u0085", one)).hasMessageContaining("impossible size");
    assertRefused(tensor(none, two, minusOne + "\u0085")).hasMessageContaining("impossible size");
    assertRefused(tensor(none, two, ")")).hasMessageContaining("without storage");
    assertRefused(tensor(none, most + most + most + "\u0087", "K\u0001K\u0001K\u0001\u0087"))
        .hasMessageContaining("impossible size");
    assertRefused(tensor(none, four, one)).hasMessageContaining("lacks storages");
  }

  @Test
  void whatIsMissingIsNotMadeUp() throws IOException {
    assertRefused("h\u0005.").hasMessageContaining("number 5");
    assertRefused("R.").hasMessageContaining("stack is empty");
    assertRefused("t.").hasMessageContaining("mark is missing");
    assertRefused("}U\u0001as.").hasMessageContaining("stack is empty");
    assertRefused("X\u00ff\u00ff\u00ff\u00ff.").hasMessageContaining("4294967295 bytes");
    assertRefused("U\u0005storage.").isInstanceOf(ModelException.class);
  }

  @Test
  void nothingGrowsWithoutEnd() throws IOException {
    assertRefused("(".repeat(2_000_000) + ".").hasMessageContaining("far larger");
    assertRefused("]".repeat(2_000_000) + ".").hasMessageContaining("far larger");
    assertRefused("N\u0085".repeat(3_000_000) + ".").hasMessageContaining("far larger");
    // A tuple of a tuple of a tuple ..., which printing or hashing would not survive.
    assertRefused("N" + "\u0085".repeat(1_000_000) + ".").hasMessageContaining("no tensor");
    assertRefused("}N" + "\u0085".repeat(1_000_000) + "Ns.").hasMessageContaining("keys");
  }
}
