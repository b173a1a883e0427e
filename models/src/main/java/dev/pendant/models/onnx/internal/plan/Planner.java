package dev.pendant.models.onnx.internal.plan;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.fold.FoldedGraph;
import dev.pendant.models.onnx.internal.fold.Values;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxNode;
import dev.pendant.models.onnx.internal.place.Level;
import dev.pendant.models.onnx.internal.place.Place;
import dev.pendant.models.onnx.internal.row.Frame;
import dev.pendant.models.onnx.internal.row.Kernel;
import dev.pendant.models.onnx.internal.row.NodeSetup;
import dev.pendant.models.onnx.internal.row.Rows;
import dev.pendant.op.OperatorException;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns places into calls: a run of neighbouring nodes in one module is one call of it. Since only
 * neighbours are grouped, the order of execution stays the file's, and a module whose nodes are
 * interleaved with others' is called several times rather than computed wrongly.
 */
public final class Planner {

  private final FoldedGraph graph;
  private final List<Place> places;
  private final Values values;
  private final Backend backend;
  private final WeightStore weights;
  private final ModuleEntries root;
  private final Aliases aliases = new Aliases();

  /**
   * @param places one per node
   * @param root of the model, empty so far
   */
  public Planner(
      FoldedGraph graph, List<Place> places, Values values, Backend backend, ModuleEntries root) {
    this.graph = graph;
    this.places = places;
    this.values = values;
    this.backend = backend;
    this.weights = new WeightStore(backend);
    this.root = root;
  }

  /**
   * The modules first, all of them, so that no weight takes the name of a child.
   *
   * @param inputs what the model takes, in this order
   * @param outputs what it answers, in this order
   */
  public Network build(List<String> inputs, List<String> outputs) {
    for (int i = 0; i < graph.nodes().size(); i++) {
      if (!values.onHost(graph.nodes().get(i))) {
        places.get(i).levels().forEach(level -> at(level.path()));
      }
    }
    Plan whole = plan(0, graph.nodes().size(), 0, root, "");
    return new Network(whole.between(inputs, outputs), aliases.toPaths());
  }

  private GraphModule at(String path) {
    int dot = path.lastIndexOf('.');
    ModuleEntries parent = dot < 0 ? root : at(path.substring(0, dot)).entries();
    return parent.child(path.substring(dot + 1));
  }

  private Plan plan(int from, int to, int depth, ModuleEntries module, String path) {
    List<Step> steps = new ArrayList<>();
    int at = from;
    while (at < to) {
      int end = end(at, to, depth);
      Level level = level(at, depth);
      if (level == null || allOnHost(at, end)) {
        for (int i = at; i < end; i++) {
          steps.add(
              new Step(operator(graph.nodes().get(i), module, path), values.dropped(i, i + 1)));
        }
      } else {
        steps.add(new Step(call(at, end, depth, level), values.dropped(at, end)));
      }
      at = end;
    }
    List<String> inputs = values.inputs(from, to);
    List<String> outputs = values.outputs(from, to);
    return new Plan(
        backend,
        inputs.stream().filter(value -> !values.isArray(value)).toList(),
        inputs.stream().filter(values::isArray).toList(),
        outputs.stream().filter(value -> !values.isArray(value)).toList(),
        outputs.stream().filter(values::isArray).toList(),
        steps);
  }

  /** The module below {@code depth} that a node runs in; null if it runs right here. */
  private @Nullable Level level(int node, int depth) {
    List<Level> levels = places.get(node).levels();
    return depth < levels.size() ? levels.get(depth) : null;
  }

  /** Where the run of nodes in the same call ends. */
  private int end(int from, int to, int depth) {
    Level first = level(from, depth);
    int end = from + 1;
    while (first != null && end < to) {
      Level level = level(end, depth);
      if (level == null || !level.key().equals(first.key())) {
        break;
      }
      end++;
    }
    return end;
  }

  private boolean allOnHost(int from, int to) {
    return graph.nodes().subList(from, to).stream().allMatch(values::onHost);
  }

  // --- actions --------------------------------------------------------------------------------

  private Step.Action call(int from, int to, int depth, Level level) {
    GraphModule module = at(level.path());
    Plan plan = plan(from, to, depth + 1, module.entries(), level.path());
    module.describe(type(from, to, level, module));
    module.add(plan);
    if (plan.outputs().size() == 1) {
      nameAfterLast(from, to, depth, plan.outputs().get(0));
    }
    return frame -> {
      List<Tensor> inputs = new ArrayList<>();
      plan.inputs().forEach(name -> inputs.add(frame.tensor(name)));
      Tensors outputs = module.call(plan, Tensors.ofSlots(inputs), frame);
      for (int i = 0; i < plan.outputs().size(); i++) {
        frame.put(plan.outputs().get(i), outputs.get(i));
      }
    };
  }

  /** A module that answers what one node of its own makes goes by that node's names, too. */
  private void nameAfterLast(int from, int to, int depth, String output) {
    for (int i = from; i < to; i++) {
      OnnxNode node = graph.nodes().get(i);
      Place place = places.get(i);
      Level level = place.innermost();
      if (level != null && place.levels().size() == depth + 1 && node.outputs().contains(output)) {
        aliases.add(node.name(), level.path());
        aliases.add(output, level.path());
        place.aliases().forEach(alias -> aliases.add(alias, level.path()));
      }
    }
  }

  /** Its class where the file tells; else the operator, if it is one operator. */
  private String type(int from, int to, Level level, GraphModule module) {
    if (level.type() != null) {
      return level.type();
    }
    List<String> operators =
        graph.nodes().subList(from, to).stream()
            .filter(node -> !values.onHost(node))
            .map(OnnxNode::type)
            .toList();
    return module.children().isEmpty() && operators.size() == 1 ? operators.get(0) : "Module";
  }

  private Step.Action operator(OnnxNode node, ModuleEntries module, String path) {
    if (values.onHost(node)) {
      return new HostStep(node, constantsOf(node));
    }
    Kernel kernel = Rows.prepare(new NodeSetup(node, graph, values, weights.of(module, path)));
    return frame -> run(node, kernel, frame);
  }

  /** Only these: a plan lives as long as the model and must not keep every weight a second time. */
  private Map<String, HostArray> constantsOf(OnnxNode node) {
    Map<String, HostArray> found = new HashMap<>();
    for (String input : node.inputs()) {
      HostArray constant = graph.constants().get(input);
      if (constant != null) {
        found.put(input, constant);
      }
    }
    return Map.copyOf(found);
  }

  private static void run(OnnxNode node, Kernel kernel, Frame frame) {
    List<Tensor> outputs;
    try {
      outputs = kernel.run(frame);
    } catch (OperatorException | ModelException | ArithmeticException e) {
      throw node.refuse(String.valueOf(e.getMessage()), e);
    }
    for (int i = 0; i < outputs.size(); i++) {
      frame.put(node.outputs().get(i), outputs.get(i));
    }
  }
}
