package dev.pendant.nd4j.samediff;

import dev.pendant.nd4j.Nd4jProvider;
import dev.pendant.nd4j.SameDiffModules;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A graph of one input {@code x} and one output, and its import. */
final class Imported implements AutoCloseable {

  final Backend backend = new Nd4jProvider().open();
  final SameDiff graph;
  final Module module;
  private final String output;
  private final Scope scope = Scope.open();

  Imported(SameDiff graph, String output) {
    this.graph = graph;
    this.output = output;
    this.module = SameDiffModules.wrap(graph, List.of("x"), List.of(output), backend);
  }

  /** The same values at every call: some negative, none special. */
  static INDArray noise(long... shape) {
    Random random = new Random(11);
    INDArray array = Nd4j.create(org.nd4j.linalg.api.buffer.DataType.FLOAT, shape);
    for (long i = 0; i < array.length(); i++) {
      array.data().put(i, (float) (random.nextDouble() * 4 - 2));
    }
    return array;
  }

  Tensor tensor(long... shape) {
    return Tensor.of(backend, noise(shape).data().asFloat(), shape);
  }

  INDArray natively(long... shape) {
    return graph.outputSingle(Map.of("x", noise(shape)), output);
  }

  float[] nativeOutput(long... shape) {
    return natively(shape).dup('c').data().asFloat();
  }

  /** SameDiff's own gradient of the output's sum with respect to a variable. */
  float[] nativeGradient(String variable, long... shape) {
    graph.getVariable(output).sum().markAsLoss();
    Map<String, INDArray> gradients = graph.calculateGradients(Map.of("x", noise(shape)), variable);
    return Objects.requireNonNull(gradients.get(variable)).dup('c').data().asFloat();
  }

  @Override
  public void close() {
    scope.close();
    module.close();
    backend.close();
  }
}
