package dev.pendant.tck;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pendant.op.Op;
import dev.pendant.op.Size;
import java.util.Locale;

/** Makes operators from the names and attributes in a golden file. */
final class OpJson {

  private OpJson() {}

  /**
   * @throws IllegalArgumentException if the operator or one of its attributes is unknown
   */
  static Op read(String name, JsonNode json) {
    Attributes attributes = new Attributes(json);
    Op op = read(name, attributes);
    if (!attributes.unread().isEmpty()) {
      throw new IllegalArgumentException(name + " has no attribute " + attributes.unread());
    }
    return op;
  }

  private static Op read(String name, Attributes a) {
    return switch (name) {
      case "Add" -> new Op.Add();
      case "Sub" -> new Op.Sub();
      case "Mul" -> new Op.Mul();
      case "Div" -> new Op.Div();
      case "Pow" -> new Op.Pow();
      case "Maximum" -> new Op.Maximum();
      case "Minimum" -> new Op.Minimum();
      case "Neg" -> new Op.Neg();
      case "Exp" -> new Op.Exp();
      case "Log" -> new Op.Log();
      case "Sqrt" -> new Op.Sqrt();
      case "Abs" -> new Op.Abs();
      case "Relu" -> new Op.Relu();
      case "Sigmoid" -> new Op.Sigmoid();
      case "Tanh" -> new Op.Tanh();
      case "Erf" -> new Op.Erf();
      case "Sin" -> new Op.Sin();
      case "Cos" -> new Op.Cos();
      case "Floor" -> new Op.Floor();
      case "Ceil" -> new Op.Ceil();
      case "Round" -> new Op.Round();
      case "Sign" -> new Op.Sign();
      case "Softplus" -> new Op.Softplus();
      case "Silu" -> new Op.Silu();
      case "HardSwish" -> new Op.HardSwish();
      case "LeakyRelu" -> new Op.LeakyRelu(a.number("slope"));
      case "Elu" -> new Op.Elu(a.number("alpha"));
      case "Gelu" -> new Op.Gelu(a.text("approximate").equals("tanh"));
      case "HardSigmoid" -> new Op.HardSigmoid(a.number("alpha"), a.number("beta"));
      case "Clamp" ->
          new Op.Clamp(
              a.number("min", Double.NEGATIVE_INFINITY), a.number("max", Double.POSITIVE_INFINITY));
      case "Where" -> new Op.Where();
      case "Sum" -> new Op.Sum(a.integers("axes"), a.flag("keep_dims"));
      case "Mean" -> new Op.Mean(a.integers("axes"), a.flag("keep_dims"));
      case "Max" -> new Op.Max(a.integers("axes"), a.flag("keep_dims"));
      case "Norm2" -> new Op.Norm2(a.integers("axes"), a.flag("keep_dims"));
      case "Softmax" -> new Op.Softmax(a.integer("axis"));
      case "LogSoftmax" -> new Op.LogSoftmax(a.integer("axis"));
      case "Reshape" -> new Op.Reshape(a.longs("shape"));
      case "Permute" -> new Op.Permute(a.integers("axes"));
      case "Concat" -> new Op.Concat(a.integer("axis"));
      case "Slice" ->
          new Op.Slice(a.longs("starts"), a.longs("ends"), a.integers("axes"), a.longs("steps"));
      case "Gather" -> new Op.Gather(a.integer("axis"));
      case "Expand" -> new Op.Expand(a.longs("shape"));
      case "Pad" -> new Op.Pad(a.padding("padding"), a.number("value"));
      case "MatMul" -> new Op.MatMul();
      case "Linear" -> new Op.Linear();
      case "Conv2d" ->
          new Op.Conv2d(
              a.size("stride"), a.padding("padding"), a.size("dilation"), a.integer("groups"));
      case "Conv3d" ->
          new Op.Conv3d(
              a.size3d("stride"),
              a.padding3d("padding"),
              a.size3d("dilation"),
              a.integer("groups"));
      case "ConvTranspose2d" ->
          new Op.ConvTranspose2d(
              a.size("stride"),
              a.padding("padding"),
              a.size("output_padding"),
              a.size("dilation"),
              a.integer("groups"));
      case "MaxPool2d" ->
          new Op.MaxPool2d(
              a.size("kernel"),
              a.size("stride"),
              a.padding("padding"),
              a.size("dilation", Size.ONE),
              a.flag("ceil_mode", false));
      case "AvgPool2d" ->
          new Op.AvgPool2d(
              a.size("kernel"),
              a.size("stride"),
              a.padding("padding"),
              a.flag("ceil_mode", false),
              a.flag("count_include_pad", true));
      case "MaxPool3d" ->
          new Op.MaxPool3d(
              a.size3d("kernel"),
              a.size3d("stride"),
              a.padding3d("padding"),
              a.size3d("dilation"),
              a.flag("ceil_mode"));
      case "AvgPool3d" ->
          new Op.AvgPool3d(
              a.size3d("kernel"),
              a.size3d("stride"),
              a.padding3d("padding"),
              a.flag("ceil_mode"),
              a.flag("count_include_pad"));
      case "AdaptiveAvgPool2d" -> new Op.AdaptiveAvgPool2d(a.size("output_size"));
      case "BatchNorm" -> new Op.BatchNorm(a.number("epsilon"), a.flag("training"));
      case "LayerNorm" -> new Op.LayerNorm(a.integers("axes"), a.number("epsilon"));
      case "GroupNorm" -> new Op.GroupNorm(a.integer("groups"), a.number("epsilon"));
      case "Interpolate" ->
          new Op.Interpolate(
              a.size("size"),
              Op.Interpolate.Mode.valueOf(a.text("mode").toUpperCase(Locale.ROOT)),
              a.flag("align_corners"));
      default -> throw new IllegalArgumentException("no operator " + name + "; see Op");
    };
  }
}
