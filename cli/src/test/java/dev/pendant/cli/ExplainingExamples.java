package dev.pendant.cli;

import dev.pendant.cam.Explainer;
import dev.pendant.cam.Explanation;
import dev.pendant.cam.HeatMap;
import dev.pendant.cam.OutputChoice;
import dev.pendant.cam.Preset;
import dev.pendant.cam.Scale;
import dev.pendant.cam.attribution.Attribution;
import dev.pendant.cam.attribution.IntegratedGradients;
import dev.pendant.cam.method.GradCam;
import dev.pendant.cam.method.LayerCam;
import dev.pendant.cam.metric.Explained;
import dev.pendant.cam.metric.InsertionAuc;
import dev.pendant.cam.metric.MaxSensitivity;
import dev.pendant.cam.metric.Metric;
import dev.pendant.cam.metric.Road;
import dev.pendant.cam.metric.Subject;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Java code of docs/explaining.md; {@link ExplainingTest} runs it and holds the page to it. */
final class ExplainingExamples {

  private ExplainingExamples() {}

  // PAGE: layers
  static List<Explanation> places(Module model, Tensor pictures) {
    Explainer explainer = Explainer.of(model).method(new GradCam());
    return List.of(
        explainer.layer("layer4").explain(pictures).get(0), // what the module returns
        explainer.layer("layer4:input").explain(pictures).get(0), // what it takes
        explainer.layer("layer1.0.relu#0").explain(pictures).get(0), // in the first of its calls
        explainer.layer("layer*").explain(pictures).get(0)); // several, fused by the finish
  }

  // PAGE: end

  // PAGE: targets
  static List<Explanation> targets(Module model, Tensor twoPictures) {
    return Explainer.of(model)
        .explain(
            twoPictures,
            Target.top(), // each picture's own top class; without any target the same
            Target.classIndices(3, 0), // a class for each picture
            Target.classIndex(3).probability(), // its softmax instead of its score
            Target.classIndex(3).contrast(Target.classIndex(5)), // why 3 rather than 5
            Target.classIndex(3).decrease(), // what speaks against it
            Target.function(scores -> scores.mul(scores).sum(1))); // any number per picture
  }

  // PAGE: end

  // PAGE: many
  static List<HeatMap> compared(Module model, Tensor picture) {
    return Explainer.of(model)
        .methods(new GradCam(), new LayerCam())
        .explain(picture, Target.top(3))
        .stream()
        .map(why -> why.finished(Preset.PENDANT, 224, 224))
        .toList();
  }

  // PAGE: end

  // PAGE: measured
  static Map<String, Double> measured(Module model, Tensors inputs) {
    Explainer explainer = Explainer.of(model).inputs(1).output(OutputChoice.named("scores"));
    Subject subject = Subject.of(explainer, inputs, Target.classIndex(0));
    Explained explained = Explained.by(explainer.method(new GradCam()), subject);
    Map<String, Double> found = new TreeMap<>();
    for (Metric metric : List.of(new InsertionAuc(), Road.combined(), new MaxSensitivity())) {
      found.put(metric.id(), metric.value(explained));
    }
    return found;
  }

  // PAGE: end

  // PAGE: kept
  static List<HeatMap> kept(Module model, Tensor twoPictures, Path folder) {
    List<Explanation> whys = Explainer.of(model).explain(twoPictures);
    for (Explanation why : whys) {
      why.save(folder.resolve("sample-" + why.sample()));
    }
    Explanation first = Explanation.read(folder.resolve("sample-0")); // equal to whys.get(0)
    Explanation second = Explanation.read(folder.resolve("sample-1"));
    Scale both = Scale.spanning(List.of(first.scale(), second.scale()));
    return List.of(first.normalized(both), second.normalized(both)); // 1 is the same in both
  }

  // PAGE: end

  // PAGE: inputs
  static List<Attribution> bothInputs(Module model, Tensor picture, Tensor depth, Tensor fixed) {
    Explainer explainer = Explainer.of(model).inputs(0, 1).output(OutputChoice.at(1));
    Tensors inputs = Tensors.of(picture, depth, fixed);
    return explainer.attribute(new IntegratedGradients(), inputs, Target.classIndex(0));
  }

  // PAGE: end
}
