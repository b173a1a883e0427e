package dev.pendant.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a subcommand: it can only say which there are. */
@Command(
    name = "pendant",
    description = "Shows what an image classifier looked at.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    usageHelpAutoWidth = true,
    subcommands = {ExplainCommand.class, LayersCommand.class, BackendsCommand.class})
final class PendantCommand implements Runnable {

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Log each step, and show stack traces of errors.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  /** The root of whatever command runs. */
  static PendantCommand of(CommandLine command) {
    return (PendantCommand) command.getCommandSpec().root().userObject();
  }

  boolean verbose() {
    return verbose;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing command: " + String.join(", ", spec.subcommands().keySet()));
  }
}
