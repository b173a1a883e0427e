package dev.pendant.models.onnx.internal.plan;

import dev.pendant.models.onnx.internal.row.Frame;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/** A module of an imported graph; what it computes differs from call to call of the model. */
final class GraphModule extends Module {

  private final ModuleEntries entries =
      new ModuleEntries(this, this::register, this::registerParameter, this::registerBuffer);
  private final List<Plan> calls = new ArrayList<>();
  private String type = "Module";

  @Override
  public String type() {
    return type;
  }

  /** The same as in its first call during a run of the model. */
  @Override
  public Tensors forward(Tensors inputs) {
    if (calls.isEmpty()) {
      throw new UnsupportedOperationException(
          "this module only groups others, the model never calls it; call one of "
              + children().keySet());
    }
    Plan plan = calls.get(0);
    if (!plan.arraysIn().isEmpty()) {
      throw new UnsupportedOperationException(
          "this " + type + " needs shapes computed elsewhere in the model; call the model instead");
    }
    if (inputs.size() != plan.inputs().size()) {
      throw new IllegalArgumentException(
          type + " takes " + plan.inputs().size() + " tensors, got " + inputs);
    }
    return plan.run(inputs, new Frame(plan.backend()));
  }

  /** One of the calls that the model makes, hooks included. */
  Tensors call(Plan plan, Tensors inputs, Frame outer) {
    Tensors outputs = call(inputs, seen -> plan.run(checked(seen, inputs, "inputs"), outer));
    return checked(outputs, plan.outputs().size(), "outputs");
  }

  private Tensors checked(Tensors values, Tensors expected, String what) {
    return checked(values, expected.size(), what);
  }

  /** Hooks may replace values, not their number. */
  private Tensors checked(Tensors values, int expected, String what) {
    if (values.size() != expected) {
      throw new IllegalArgumentException(
          "a hook on a "
              + type
              + " returned "
              + values
              + " as its "
              + what
              + ", expected "
              + expected
              + " tensors");
    }
    return values;
  }

  // --- building -------------------------------------------------------------------------------

  ModuleEntries entries() {
    return entries;
  }

  void describe(String newType) {
    type = newType;
  }

  void add(Plan call) {
    calls.add(call);
  }
}
