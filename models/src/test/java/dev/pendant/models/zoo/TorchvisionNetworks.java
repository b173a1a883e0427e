package dev.pendant.models.zoo;

import java.util.List;

/** The networks of {@code src/test/python/zoo.py}, by torchvision's names. */
final class TorchvisionNetworks {

  private TorchvisionNetworks() {}

  static Network named(String name, int classes) {
    return switch (name) {
      case "lenet" -> new LeNet(3, 32, classes);
      case "alexnet" -> new AlexNet(classes);
      case "vgg11", "vgg13", "vgg16", "vgg19" -> vgg(name, false, classes);
      case "vgg11_bn", "vgg13_bn", "vgg16_bn", "vgg19_bn" -> vgg(name, true, classes);
      case "vgg11_bn_slim" -> new Vgg(11, true, 8, 32, classes);
      case "resnet18" -> ResNet.resNet18(classes);
      case "resnet34" -> ResNet.resNet34(classes);
      case "resnet50" -> ResNet.resNet50(classes);
      case "resnet101" -> ResNet.resNet101(classes);
      case "resnet152" -> ResNet.resNet152(classes);
      case "resnext50_32x4d" -> ResNet.resNeXt50(classes);
      case "resnext101_32x8d" -> ResNet.resNeXt101(classes);
      case "wide_resnet50_2" -> ResNet.wideResNet50(classes);
      case "wide_resnet101_2" -> ResNet.wideResNet101(classes);
      case "resnext_slim" ->
          new ResNet(true, List.of(1, 2, 1, 1), List.of(64, 128, 256, 512), 32, 4, classes);
      case "mobilenet_v2" -> new MobileNetV2(classes);
      case "mobilenet_v2_half" -> new MobileNetV2(0.5, classes);
      case "squeezenet1_0" -> new SqueezeNet(false, classes);
      case "squeezenet1_1" -> new SqueezeNet(true, classes);
      case "densenet121" -> DenseNet.denseNet121(classes);
      case "vit_b_16" -> VisionTransformer.base16(classes);
      case "vit_slim" -> new VisionTransformer(32, 8, 2, 2, 16, 32, classes);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Vgg vgg(String name, boolean batchNorm, int classes) {
    return new Vgg(Integer.parseInt(name.substring(3, 5)), batchNorm, classes);
  }
}
