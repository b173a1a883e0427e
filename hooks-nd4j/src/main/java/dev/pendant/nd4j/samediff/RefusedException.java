package dev.pendant.nd4j.samediff;

import dev.pendant.PendantException;

/** One operator of a graph cannot be imported; never leaves this package by itself. */
final class RefusedException extends PendantException {

  RefusedException(String message) {
    super(message);
  }
}
