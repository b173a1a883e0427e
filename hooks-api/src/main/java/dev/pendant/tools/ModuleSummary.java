package dev.pendant.tools;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.hook.ForwardHook;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The modules of a model with output shapes, parameters and multiply-adds, as seen in one call of
 * it; what torchinfo is to PyTorch. {@link #toString} is a table.
 *
 * <p><b>Multiply-adds</b> are the products that are added up, one multiplication and one addition
 * each, for the whole batch:
 *
 * <ul>
 *   <li>convolution ({@code Conv2d}, ONNX {@code Conv}): values of the output times {@code in /
 *       groups * kernel height * kernel width};
 *   <li>linear layer ({@code Linear}, ONNX {@code Gemm}, {@code MatMul}): values of the output
 *       times the extent summed over.
 * </ul>
 *
 * <p><b>Not counted</b>: the addition of a bias; normalisation, activations, pooling, sums of
 * branches; and what a module computes beside its children, since a hook sees tensors and not
 * operators (a product inside a module of another type than those above, say). {@link #notCounted}
 * lists the types of the called modules without children that have no count.
 *
 * @param rows the model first, then all below it, parents first; a module that stands at several
 *     paths is under the first
 * @param parameters values of all parameters, shared ones once
 */
public record ModuleSummary(List<Row> rows, long parameters) {

  /**
   * One module.
   *
   * @param path empty for the model itself
   * @param outputs of its last call; none if it was not called
   * @param parameters values of its own, without its children's
   * @param calls how often it was called
   * @param multiplyAdds of its calls together; empty if they are not counted
   * @param leaf whether it has no children
   */
  public record Row(
      String path,
      String type,
      List<Spec> outputs,
      long parameters,
      int calls,
      OptionalLong multiplyAdds,
      boolean leaf) {

    private Row calledOnce(Module module, Tensors inputs, Tensors given) {
      OptionalLong more = MultiplyAdds.of(module, inputs, given);
      OptionalLong sum =
          more.isEmpty()
              ? multiplyAdds
              : OptionalLong.of(Math.addExact(multiplyAdds.orElse(0), more.getAsLong()));
      List<Spec> specs = given.present().map(Tensor::spec).toList();
      return new Row(path, type, specs, parameters, calls + 1, sum, leaf);
    }
  }

  public ModuleSummary {
    rows = List.copyOf(rows);
  }

  /**
   * Calls the model once, off the tape, with hooks that are taken off again; other hooks of the
   * model run as in any call. Calls by other threads meanwhile are not counted.
   */
  public static ModuleSummary of(Module model, Tensors inputs) {
    Thread thread = Thread.currentThread();
    Map<String, Module> modules = HookedModules.once(model.namedModules());
    Map<String, Row> rows = new LinkedHashMap<>();
    List<HookHandle> hooks = new ArrayList<>();
    modules.forEach(
        (path, module) -> {
          rows.put(path, uncalled(path, module));
          ForwardHook.Observer counts =
              (called, in, out) -> {
                if (Thread.currentThread() == thread) {
                  rows.computeIfPresent(path, (key, row) -> row.calledOnce(called, in, out));
                }
              };
          hooks.add(module.registerForwardHook(ForwardHook.observing(counts)));
        });
    try (HookHandle all = HookHandle.all(hooks);
        Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad()) {
      model.call(inputs);
    }
    return new ModuleSummary(
        List.copyOf(rows.values()), elements(model.namedParameters().values()));
  }

  private static Row uncalled(String path, Module module) {
    return new Row(
        path,
        module.type(),
        List.of(),
        elements(module.parameters().values()),
        0,
        OptionalLong.empty(),
        module.children().isEmpty());
  }

  private static long elements(Collection<Tensor> parameters) {
    Set<Tensor> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    distinct.addAll(parameters);
    return distinct.stream().mapToLong(parameter -> parameter.shape().elements()).sum();
  }

  /** Of all modules that are counted. */
  public long multiplyAdds() {
    return rows.stream().mapToLong(row -> row.multiplyAdds().orElse(0)).sum();
  }

  /** How many called modules without children have no count, by type. */
  public Map<String, Long> notCounted() {
    return rows.stream()
        .filter(row -> row.leaf() && row.calls() > 0 && row.multiplyAdds().isEmpty())
        .collect(Collectors.groupingBy(Row::type, TreeMap::new, Collectors.counting()));
  }

  /** A table of all rows, the totals, and what is not counted. */
  @Override
  public String toString() {
    TextTable table =
        new TextTable(3, "path", "type", "output", "calls", "parameters", "multiply-adds");
    for (Row row : rows) {
      String outputs =
          row.outputs().stream()
              .map(spec -> spec.shape().toString())
              .collect(Collectors.joining(" "));
      table.row(
          HookedModules.display(row.path()),
          row.type(),
          outputs,
          String.valueOf(row.calls()),
          row.parameters() == 0 ? "-" : grouped(row.parameters()),
          row.multiplyAdds().isEmpty() ? "-" : grouped(row.multiplyAdds().getAsLong()));
    }
    return "%sparameters: %s%nmultiply-adds: %s%nnot counted: %s%n"
        .formatted(table, grouped(parameters), grouped(multiplyAdds()), notCountedInWords())
        .replace(System.lineSeparator(), "\n");
  }

  private String notCountedInWords() {
    String words =
        notCounted().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? "nothing" : words;
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
