package dev.pendant.tck;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Cases of the hook specification, or parts of them, that the types leave nothing to test of: the
 * wrong program does not compile, or the thing it is about does not exist. Their choice is "by
 * type", and why.
 */
final class ByType {

  private static final Map<String, String> REASONS = reasonsByCase();

  private ByType() {}

  /** From a case such as {@code H-033} to why no test can break it, in the order of the cases. */
  static Map<String, String> reasons() {
    return REASONS;
  }

  private static Map<String, String> reasonsByCase() {
    Map<String, String> reasons = new TreeMap<>();
    String oneTensorOrNull = "a tensor hook returns a Tensor or null; nothing else compiles";
    String listOfTensors = "a hook returns Tensors or null; a bare tensor does not compile";
    String noLegacy = "only full backward hooks exist; the legacy kind, wrong in PyTorch, does not";
    reasons.put("H-033", oneTensorOrNull);
    reasons.put("H-034", "a hook has no name; messages name the tensor, node or module it is on");
    reasons.put("H-035", "what is registered implements the hook's interface");
    reasons.put("H-063", "a hook is not called where there is no gradient to replace (H-062)");
    reasons.put("H-103", "a pre-hook returns one Tensors, named inputs and others together");
    reasons.put("H-104", "a pre-hook returns one Tensors; there is no pair to be misread");
    reasons.put("H-139", "a module returns Tensors, whose every slot a backward hook has");
    reasons.put("H-166", noLegacy);
    reasons.put("H-167", noLegacy);
    reasons.put("H-168", noLegacy);
    reasons.put("H-169", noLegacy);
    reasons.put("H-175", noLegacy);
    reasons.put("H-178", "a registration hook returns what its kind stores, or null");
    reasons.put("H-192", "there are no complex tensors");
    reasons.put("H-194", "there is no shallow copy; copy() gives hooks of their own (H-193)");
    reasons.put("H-204", "there is no checkpointing; every forward runs once");
    reasons.put("H-205", "there is no state dict; parameters are read and replaced by name");
    // Of these, the rest is tested.
    reasons.put("H-092", listOfTensors);
    reasons.put("H-099", "false is no input; zero and an empty list replace");
    reasons.put(
        "H-110", "an output is Tensors: a number is a tensor of it, a map is named entries");
    reasons.put("H-115", "what is no tensor is no input; a call may have none at all");
    reasons.put("H-128", listOfTensors);
    reasons.put("H-151", listOfTensors);
    reasons.put("H-172", "registering a global hook takes no option, so none can be unsupported");
    reasons.put("H-176", "null is not registered, nor is an entry taken away");
    reasons.put("H-195", "a tensor has no copy(); detach() makes a leaf of any value, and says so");
    reasons.put("H-203", "an unpack hook returns a Tensor");
    return Collections.unmodifiableMap(reasons);
  }
}
