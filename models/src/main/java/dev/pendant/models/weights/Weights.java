package dev.pendant.models.weights;

import dev.pendant.models.ModelException;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Named tensors of a file: a {@code .safetensors} file, or a state dict that {@code torch.save}
 * wrote ({@code .pth}, {@code .pt}). Which of them is told by the content, not by the name.
 *
 * <p>The file is mapped into memory, of any length. Its structure is checked whole when it is
 * opened, but no tensor is read before it is asked for. It must not change until this object is
 * collected. No code of the file is run, and no class is looked up by a name in it.
 *
 * <p>Types: F32, F16 and BF16 are read as float32; F64 as float64; I64, I32, I16, I8, U8 and BOOL
 * (0 and 1) as int64. None loses a digit. Immutable; any thread.
 */
public final class Weights {

  private final Path source;
  private final MappedFile file;
  private final Map<String, StoredTensor> tensors;

  private Weights(Path source, MappedFile file, Map<String, StoredTensor> tensors) {
    this.source = source;
    this.file = file;
    this.tensors = tensors;
  }

  /**
   * Opens a file of weights.
   *
   * @param entry the way to the state dict in a checkpoint that holds more, such as {@code
   *     "state_dict"}; none if the file is a state dict
   * @throws ModelException if the file cannot be read, breaks its format or holds something else,
   *     saying what to do
   */
  public static Weights read(Path file, String... entry) {
    try {
      MappedFile mapped = MappedFile.open(file);
      return new Weights(file, mapped, Format.read(mapped, List.of(entry)));
    } catch (ModelException e) {
      throw e.in(file.toString());
    } catch (OutOfMemoryError e) {
      throw new ModelException(file + ": its list of tensors does not fit the heap; raise -Xmx", e);
    }
  }

  /** Names in the order of the file. */
  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  /** Shape and type of a tensor, as it is read. */
  public Spec spec(String name) {
    return require(name).spec();
  }

  /**
   * A copy of the values of a float32 tensor, row-major.
   *
   * @throws IllegalArgumentException if there is no such tensor, or it is of another type
   */
  public float[] floats(String name) {
    StoredTensor tensor = require(name, DType.FLOAT32);
    float[] values = array(name, tensor, float[]::new);
    tensor.read(file, (elements, at) -> tensor.type().floats(elements, values, at));
    return values;
  }

  /** The same for float64. */
  public double[] doubles(String name) {
    StoredTensor tensor = require(name, DType.FLOAT64);
    double[] values = array(name, tensor, double[]::new);
    tensor.read(
        file,
        (elements, at) ->
            elements.asDoubleBuffer().get(values, at, elements.remaining() / Double.BYTES));
    return values;
  }

  /** The same for int64. */
  public long[] longs(String name) {
    StoredTensor tensor = require(name, DType.INT64);
    long[] values = array(name, tensor, long[]::new);
    tensor.read(file, (elements, at) -> tensor.type().longs(elements, values, at));
    return values;
  }

  /** A tensor on a backend, in the current scope. */
  public Tensor tensor(String name, Backend backend) {
    long[] shape = spec(name).shape().toArray();
    return switch (spec(name).type()) {
      case FLOAT32 -> Tensor.of(backend, floats(name), shape);
      case FLOAT64 -> Tensor.of(backend, doubles(name), shape);
      default -> Tensor.of(backend, longs(name), shape);
    };
  }

  /**
   * All of them, in order, for {@link dev.pendant.nn.Module#loadStateDict}; in the current scope.
   */
  public Map<String, Tensor> tensors(Backend backend) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    tensors.keySet().forEach(name -> all.put(name, tensor(name, backend)));
    return all;
  }

  /**
   * The tensors whose names begin so, under the rest of their names: {@code "module."} undoes what
   * DataParallel puts before each, {@code "backbone."} picks a part.
   *
   * @throws IllegalArgumentException if no name begins so
   */
  public Weights below(String prefix) {
    Weights part =
        renamed(name -> name.startsWith(prefix) ? name.substring(prefix.length()) : null);
    if (part.tensors.isEmpty()) {
      throw new IllegalArgumentException(
          "no name in " + source + " begins with '" + prefix + "'; there are " + names());
    }
    return part;
  }

  /**
   * The same tensors under other names.
   *
   * @param names the new name of each, null to leave it out
   * @throws IllegalArgumentException if two would have one name
   */
  public Weights renamed(Function<String, @Nullable String> names) {
    Map<String, StoredTensor> renamed = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          String other = names.apply(name);
          if (other != null && renamed.put(other, tensor) != null) {
            throw new IllegalArgumentException("two tensors would have the name '" + other + "'");
          }
        });
    return new Weights(source, file, renamed);
  }

  private StoredTensor require(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no tensor '" + name + "'; there are " + names());
    }
    return tensor;
  }

  private StoredTensor require(String name, DType type) {
    StoredTensor tensor = require(name);
    if (tensor.type().readAs() != type) {
      throw new IllegalArgumentException(
          "'" + name + "' is " + tensor.spec() + ", asked for " + type);
    }
    return tensor;
  }

  private <A> A array(String name, StoredTensor tensor, IntFunction<A> allocate) {
    long count = tensor.shape().elements();
    if (count > Integer.MAX_VALUE - 8) {
      throw new ModelException(
          source + ": '" + name + "' " + tensor.spec() + " has too many values for a Java array");
    }
    try {
      return allocate.apply((int) count);
    } catch (OutOfMemoryError e) {
      throw new ModelException(
          source + ": '" + name + "' " + tensor.spec() + " does not fit the heap; raise -Xmx", e);
    }
  }

  /** For example {@code the 62 tensors of resnet.pth}. */
  @Override
  public String toString() {
    return "the " + tensors.size() + " tensors of " + source;
  }
}
