package dev.pendant.tck;

import dev.pendant.spi.BackendProvider;
import java.util.Arrays;
import java.util.List;

/**
 * The areas of the hook specification, each as a backend's tests extend it. Not run by themselves:
 * {@link KitRun} runs them on the backend it is given.
 */
final class PlainHookAreas {

  private static volatile BackendProvider provider = new PlainProvider();

  private PlainHookAreas() {}

  /** The backend under test from now on. */
  static void use(BackendProvider chosen) {
    provider = chosen;
  }

  static List<Class<?>> all() {
    return Arrays.asList(PlainHookAreas.class.getDeclaredClasses());
  }

  static class AlwaysHook extends AlwaysHookTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class Assign extends AssignTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class Autograd extends AutogradTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class BackwardFiring extends BackwardFiringTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class BackwardHook extends BackwardHookTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class BackwardPreHook extends BackwardPreHookTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class Copy extends CopyTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class ForwardHook extends ForwardHookTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class GlobalHook extends GlobalHookTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class GradFunction extends GradFunctionTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class Handle extends HandleTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class HookFailure extends HookFailureTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class HookTiming extends HookTimingTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class MultiGrad extends MultiGradTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class NamedInput extends NamedInputTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class Nesting extends NestingTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class NodeHook extends NodeHookTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class PostAccumulate extends PostAccumulateTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class Registration extends RegistrationTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class RetainGrad extends RetainGradTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class SavedTensor extends SavedTensorTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class TensorHookContract extends TensorHookContractTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class TensorHook extends TensorHookTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class ThreadHook extends ThreadHookTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }

  static class Unbind extends UnbindTck {
    @Override
    protected BackendProvider provider() {
      return provider;
    }
  }
}
