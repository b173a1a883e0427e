package dev.pendant.models.onnx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes a node of one output on host arrays: constants at load, shapes during a call. */
@FunctionalInterface
interface HostOperator {

  HostArray apply(OnnxAttributes attributes, List<@Nullable HostArray> inputs);
}
