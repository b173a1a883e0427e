package dev.pendant.djl;

import ai.djl.engine.Engine;
import dev.pendant.op.Op;
import dev.pendant.spi.Availability;
import dev.pendant.spi.Backend;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one attempt to start the engine in this JVM. A class whose initialiser failed once fails ever
 * after with an error that no longer says why, so the first failure is kept.
 */
final class EngineStart {

  private static final Logger log = LoggerFactory.getLogger(EngineStart.class);

  private static @Nullable EngineStart attempt;

  private final Availability availability;
  private final @Nullable Engine engine;

  private EngineStart(Availability availability, @Nullable Engine engine) {
    this.availability = availability;
    this.engine = engine;
  }

  static synchronized EngineStart once() {
    EngineStart made = attempt;
    if (made == null) {
      made = start();
      attempt = made;
    }
    return made;
  }

  Availability availability() {
    return availability;
  }

  Backend open() {
    return new DjlBackend(Objects.requireNonNull(engine));
  }

  // The promise is to answer whatever happens: loading native code fails with errors of many kinds.
  private static EngineStart start() {
    try {
      Offline.ensure();
      Engine engine = Engine.getEngine("PyTorch");
      prove(engine);
      String remark = "DJL " + Engine.getDjlVersion() + ", libtorch " + engine.getVersion();
      log.debug("backend djl is usable: {} on cpu", remark);
      return new EngineStart(Availability.usable(remark + " on cpu"), engine);
    } catch (Throwable failure) {
      String reason = Causes.explain(failure, Platform.here());
      log.debug("backend djl is not usable: {}", reason, failure);
      return new EngineStart(Availability.unusable(reason, failure), null);
    }
  }

  /** A negative number comes out of relu as 0 only if native code ran. */
  private static void prove(Engine engine) {
    ByteBuffer value = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putFloat(0, -1);
    try (Backend backend = new DjlBackend(engine);
        NativeArray x = backend.create(new Spec(Shape.of(1), DType.FLOAT32), value);
        NativeArray y =
            backend.evaluate(new Op.Relu(), List.of(x), new boolean[1]).outputs().get(0)) {
      backend.read(y, value.clear());
      if (value.getFloat(0) != 0) {
        throw new IllegalStateException("relu(-1) gave " + value.getFloat(0) + ", expected 0");
      }
    }
  }
}
