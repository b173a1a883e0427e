package dev.pendant.cam;

import static java.util.Map.entry;

import dev.pendant.PendantException;
import dev.pendant.cam.attribution.Deconvolution;
import dev.pendant.cam.attribution.GuidedBackprop;
import dev.pendant.cam.attribution.GuidedGradCam;
import dev.pendant.cam.attribution.InputXGradient;
import dev.pendant.cam.attribution.IntegratedGradients;
import dev.pendant.cam.attribution.NoisyGradients;
import dev.pendant.cam.attribution.Occlusion;
import dev.pendant.cam.attribution.Saliency;
import dev.pendant.cam.attribution.SmoothGrad;
import dev.pendant.cam.attribution.VarGrad;
import dev.pendant.cam.method.AblationCam;
import dev.pendant.cam.method.Cam;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.EigenCam;
import dev.pendant.cam.method.Fem;
import dev.pendant.cam.method.FinerCam;
import dev.pendant.cam.method.FullGrad;
import dev.pendant.cam.method.GradCam;
import dev.pendant.cam.method.GradCamElementWise;
import dev.pendant.cam.method.GradCamPlusPlus;
import dev.pendant.cam.method.HiResCam;
import dev.pendant.cam.method.IsCam;
import dev.pendant.cam.method.KpcaCam;
import dev.pendant.cam.method.LayerCam;
import dev.pendant.cam.method.LeGrad;
import dev.pendant.cam.method.MaskForm;
import dev.pendant.cam.method.RandomCam;
import dev.pendant.cam.method.RefineCam;
import dev.pendant.cam.method.ScoreCam;
import dev.pendant.cam.method.ShapleyCam;
import dev.pendant.cam.method.SmoothGradCamPlusPlus;
import dev.pendant.cam.method.SsCam;
import dev.pendant.cam.method.XGradCam;
import dev.pendant.cam.target.FinerObjective;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Every method by its id, as it is right and as the Python libraries compute it. A library without
 * a method gets the right one.
 */
public final class Methods {

  private static final Map<String, Supplier<CamMethod>> RIGHT =
      new TreeMap<>(
          Map.ofEntries(
              entry("cam", Cam::new),
              entry("grad-cam", GradCam::new),
              entry("hires-cam", HiResCam::new),
              entry("grad-cam-elementwise", GradCamElementWise::new),
              entry("grad-cam++", GradCamPlusPlus::new),
              entry("smooth-grad-cam++", SmoothGradCamPlusPlus::new),
              entry("xgrad-cam", XGradCam::new),
              entry("layer-cam", LayerCam::new),
              entry("score-cam", ScoreCam::new),
              entry("ss-cam", SsCam::new),
              entry("is-cam", IsCam::new),
              entry("ablation-cam", AblationCam::new),
              entry("eigen-cam", EigenCam::new),
              entry("eigen-grad-cam", EigenCam::ofGradient),
              entry("seg-eigen-cam", EigenCam::ofAbsoluteGradient),
              entry("kpca-cam", KpcaCam::new),
              entry("fem", Fem::new),
              entry("shapley-cam", ShapleyCam::new),
              entry("finer-cam", FinerCam::new),
              entry("refine-cam", RefineCam::new),
              entry("legrad", LeGrad::new),
              entry("full-grad", FullGrad::new),
              entry("random-cam", RandomCam::new),
              entry("guided-backprop", GuidedBackprop::new),
              entry("guided-grad-cam", GuidedGradCam::new),
              entry("deconvolution", Deconvolution::new),
              entry("saliency", Saliency::new),
              entry("input-x-gradient", InputXGradient::new),
              entry("smooth-grad", SmoothGrad::new),
              entry("var-grad", VarGrad::new),
              entry("integrated-gradients", IntegratedGradients::new),
              entry("occlusion", Occlusion::new)));

  private static final Map<Preset, Map<String, Supplier<CamMethod>>> OTHERS =
      Map.of(
          Preset.PENDANT,
          Map.of(),
          Preset.PYTORCH_GRAD_CAM,
          Map.of(
              "grad-cam++",
              Methods::pytorchGradCamPlusPlus,
              "xgrad-cam",
              () -> new XGradCam(1e-7),
              "score-cam",
              () -> new ScoreCam(MaskForm.PYTORCH_GRAD_CAM),
              "ablation-cam",
              () -> new AblationCam(AblationCam.Form.PYTORCH_GRAD_CAM),
              "finer-cam",
              () -> new FinerCam(new GradCam(), FinerObjective.Form.WEIGHTED),
              "refine-cam",
              () -> new RefineCam(pytorchGradCamPlusPlus()),
              "full-grad",
              FullGrad::perChannel,
              "fem",
              () -> new Fem(Fem.Form.PYTORCH_GRAD_CAM)),
          Preset.TORCH_CAM,
          Map.of(
              "grad-cam++",
              Methods::torchCamPlusPlus,
              "smooth-grad-cam++",
              () -> new SmoothGradCamPlusPlus(SmoothGradCamPlusPlus.Form.TORCH_CAM, 4, 0.3, 0),
              "xgrad-cam",
              () -> new XGradCam(1e-8),
              "score-cam",
              () -> new ScoreCam(MaskForm.TORCH_CAM),
              "ss-cam",
              () -> new SsCam(MaskForm.TORCH_CAM, 35, 2, 0),
              "is-cam",
              IsCam::accumulated,
              "refine-cam",
              () -> new RefineCam(torchCamPlusPlus())),
          Preset.CAPTUM,
          Map.of(
              "guided-grad-cam",
              GuidedGradCam::nearest,
              "smooth-grad",
              () -> new SmoothGrad(NoisyGradients.CAPTUM),
              "var-grad",
              () -> new VarGrad(NoisyGradients.CAPTUM)));

  private Methods() {}

  /** Every id, in alphabetical order. */
  public static Set<String> ids() {
    return new TreeSet<>(RIGHT.keySet());
  }

  /**
   * A method as a preset has it.
   *
   * @throws PendantException if there is none of that id
   */
  public static CamMethod get(String id, Preset preset) {
    Supplier<CamMethod> right = RIGHT.get(id);
    if (right == null) {
      throw new PendantException("no method '" + id + "'; there are " + ids());
    }
    return OTHERS.getOrDefault(preset, Map.of()).getOrDefault(id, right).get();
  }

  private static GradCamPlusPlus pytorchGradCamPlusPlus() {
    return new GradCamPlusPlus(GradCamPlusPlus.Form.PYTORCH_GRAD_CAM);
  }

  private static GradCamPlusPlus torchCamPlusPlus() {
    return new GradCamPlusPlus(GradCamPlusPlus.Form.TORCH_CAM);
  }
}
