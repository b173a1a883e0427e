package dev.pendant.tck;

import dev.pendant.spi.BackendProvider;
import org.junit.jupiter.api.Nested;

/**
 * The hook specification on the plain backend, an area in each class, as any backend's tests have
 * them. {@link KitRun} runs the same on backends that are wrong on purpose.
 */
class PlainHooksTest {

  private static volatile BackendProvider provider = new PlainProvider();

  /** The backend under test from now on. */
  static void use(BackendProvider chosen) {
    provider = chosen;
  }

  // DOC: area
  @Nested
  class AlwaysHook extends AlwaysHookTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  // DOC: end

  @Nested
  class Assign extends AssignTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class Autograd extends AutogradTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class BackwardFiring extends BackwardFiringTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class BackwardHook extends BackwardHookTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class BackwardPreHook extends BackwardPreHookTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class Copy extends CopyTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class ForwardHook extends ForwardHookTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class GlobalHook extends GlobalHookTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class GradFunction extends GradFunctionTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class Handle extends HandleTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class HookFailure extends HookFailureTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class HookTiming extends HookTimingTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class MultiGrad extends MultiGradTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class NamedInput extends NamedInputTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class Nesting extends NestingTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class NodeHook extends NodeHookTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class PostAccumulate extends PostAccumulateTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class Registration extends RegistrationTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class RetainGrad extends RetainGradTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class SavedTensor extends SavedTensorTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class TensorHookContract extends TensorHookContractTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class TensorHook extends TensorHookTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class ThreadHook extends ThreadHookTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class StateDict extends StateDictTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  @Nested
  class Unbind extends UnbindTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }
}
