package dev.pendant.tck;

import dev.pendant.nn.Copies;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;

/** The specification's little modules. */
final class HookModules {

  private HookModules() {}

  /** {@code x * k}, no parameter. */
  static final class Scale extends Layer {
    private final double k;

    Scale(double k) {
      this.k = k;
    }

    @Override
    protected Tensor forward(Tensor x) {
      return x.mul(k);
    }
  }

  /** {@code x * w}, w a parameter. */
  static final class Lin extends Layer {
    final Tensor w;

    Lin(Tensor w) {
      this.w = registerParameter("w", w);
    }

    @Override
    protected Tensor forward(Tensor x) {
      return x.mul(w);
    }

    @Override
    protected Module copyWith(Copies copies) {
      return new Lin(copies.parameter("w"));
    }
  }

  /** {@code x * k}, k being 1 if left out. */
  static final class Mul extends Module {
    @Override
    public Tensors forward(Tensors inputs) {
      Tensor x = inputs.get(0);
      return Tensors.of(inputs.size() == 1 ? x.mul(1) : x.mul(inputs.get(1)));
    }
  }

  /** {@code x * k}, k given by name. */
  static final class Named extends Module {
    @Override
    public Tensors forward(Tensors inputs) {
      return Tensors.of(inputs.get(0).mul(inputs.get("k")));
    }
  }

  /** {@code x * 3 + x}. */
  static final class Poly extends Layer {
    @Override
    protected Tensor forward(Tensor x) {
      return x.mul(3).add(x);
    }
  }

  /** {@code (x * 2, x * 3)}. */
  static final class Two extends Module {
    @Override
    public Tensors forward(Tensors inputs) {
      return Tensors.of(inputs.single().mul(2), inputs.single().mul(3));
    }
  }

  /** The first input doubled; the second unused. */
  static final class First extends Module {
    @Override
    public Tensors forward(Tensors inputs) {
      return Tensors.of(inputs.get(0).mul(2));
    }
  }

  /** The same tensor returned twice, {@code x * 2}. */
  static final class Twice extends Module {
    @Override
    public Tensors forward(Tensors inputs) {
      Tensor y = inputs.single().mul(2);
      return Tensors.of(y, y);
    }
  }

  /** Overwrites what it is given: {@code x = relu(x)}. */
  static final class InPlaceRelu extends Layer {
    @Override
    protected Tensor forward(Tensor x) {
      return x.assign(x.relu());
    }
  }

  /** Throws. */
  static final class Bad extends Layer {
    @Override
    protected Tensor forward(Tensor x) {
      throw new IllegalStateException("fwd failed");
    }
  }
}
