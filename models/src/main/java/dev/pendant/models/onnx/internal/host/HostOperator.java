package dev.pendant.models.onnx.internal.host;

import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes a node of one output on host arrays: constants at load, shapes during a call. */
@FunctionalInterface
interface HostOperator {

  HostArray apply(OnnxAttributes attributes, List<@Nullable HostArray> inputs);
}
