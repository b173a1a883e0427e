package dev.pendant.cli;

import com.google.inject.Guice;
import com.google.inject.Stage;
import dev.pendant.cam.image.ColorMap;
import picocli.CommandLine;
import picocli.CommandLine.RunLast;

/** The door of the {@code pendant} command. */
public final class Main {

  private Main() {}

  /** Runs one command and ends this JVM with its exit code. */
  public static void main(String[] args) {
    int code = run(Console.takeOver(), args);
    System.exit(code);
  }

  /** Runs one command; answers its exit code. */
  static int run(Console console, String... args) {
    Errors errors = new Errors(console);
    try {
      var injector = Guice.createInjector(Stage.DEVELOPMENT, new PendantModule(console));
      CommandLine command = new CommandLine(PendantCommand.class, new GuiceFactory(injector));
      command
          .setOut(console.writer())
          .registerConverter(ColorMap.class, new EnumNames<>(ColorMap.class))
          .registerConverter(NamedPreprocessing.class, new EnumNames<>(NamedPreprocessing.class))
          .setParameterExceptionHandler(errors)
          .setExecutionExceptionHandler(errors)
          .setExecutionStrategy(
              parsed -> {
                if (PendantCommand.of(command).verbose()) {
                  Logging.verbose();
                }
                return new RunLast().execute(parsed);
              });
      return command.execute(args);
    } catch (Throwable thrown) {
      // Native code fails with errors of many kinds; the shell still needs a code and a line.
      return errors.report(thrown);
    }
  }
}
