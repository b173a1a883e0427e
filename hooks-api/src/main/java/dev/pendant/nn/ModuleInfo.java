package dev.pendant.nn;

import dev.pendant.tensor.Spec;
import java.util.List;

/**
 * One line of a model's module list.
 *
 * @param path empty for the model itself
 * @param outputs of the module's last call; empty if it was never called
 */
public record ModuleInfo(String path, String type, List<Spec> outputs, Module module) {}
