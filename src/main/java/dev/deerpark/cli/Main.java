// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.record.KnownFailure;
import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.OptionValues;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point for spark-submit, and for a plain {@code java}. */
public final class Main {
  private final Terminal terminal;
  private final UseCases useCases;

  Main(Terminal terminal, UseCases useCases) {
    this.terminal = terminal;
    this.useCases = useCases;
  }

  public static void main(String[] arguments) {
    // Drawing the pictures of reports must not require a screen.
    System.setProperty("java.awt.headless", "true");
    SparkUseCases useCases = new SparkUseCases();
    ExitStatus status =
        useCases
            .outcomeFile()
            .map(file -> file.leave(terminal -> new Main(terminal, useCases).run(arguments)))
            .orElseGet(() -> new Main(Terminal.ofProcess(), useCases).run(arguments));
    System.exit(status.code());
  }

  /** Runs the command of the arguments. Every exception ends here. */
  ExitStatus run(String... arguments) {
    CommandLine commandLine = new CommandLine(CommandSpecs.root());
    for (Command command : Command.values()) {
      commandLine.addSubcommand(CommandSpecs.of(command));
    }
    commandLine.setOut(new PrintWriter(terminal.out(), true));
    try {
      return run(commandLine.parseArgs(arguments));
    } catch (ParameterException e) {
      return badUsage(e);
    }
  }

  private ExitStatus run(ParseResult parsed) {
    ParseResult subcommand = parsed.subcommand();
    refuseUnknownWords(parsed);
    if (CommandLine.executeHelpRequest(parsed) != null) {
      return ExitStatus.DONE;
    }
    if (subcommand == null) {
      parsed.commandSpec().commandLine().usage(parsed.commandSpec().commandLine().getOut());
      return ExitStatus.BAD_INPUT;
    }
    Command command =
        Stream.of(Command.values())
            .filter(each -> each.commandName().equals(subcommand.commandSpec().name()))
            .findFirst()
            .orElseThrow();
    return run(command, subcommand);
  }

  // Where help is requested, picocli ignores words that it does not know.
  private static void refuseUnknownWords(ParseResult parsed) {
    for (ParseResult each = parsed; each != null; each = each.subcommand()) {
      if (!each.unmatched().isEmpty()) {
        throw new UnmatchedArgumentException(each.commandSpec().commandLine(), each.unmatched());
      }
    }
  }

  private ExitStatus run(Command command, ParseResult parsed) {
    Terminal masking = terminal;
    boolean verbose = false;
    try {
      OptionValues values =
          OptionValues.resolve(CommandSpecs.typed(parsed), useCases.configuration());
      masking = terminal.masking(values.redaction());
      verbose = values.isVerbose();
      return command.run(values, useCases, masking);
    } catch (Throwable e) { // Scala throws checked exceptions without declaring them
      return failed(e, verbose, masking);
    }
  }

  private ExitStatus badUsage(ParameterException e) {
    terminal.error(e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, new PrintWriter(terminal.err(), true));
    terminal.error("See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return ExitStatus.BAD_INPUT;
  }

  private static ExitStatus failed(Throwable failure, boolean verbose, Terminal terminal) {
    Optional<BadInputException> badInput = BadInputException.behind(failure);
    if (badInput.isPresent()) {
      terminal.error(badInput.get().getMessage());
      if (verbose) {
        terminal.stack(failure);
      }
      return ExitStatus.BAD_INPUT;
    }
    Optional<String> known = KnownFailure.sentence(failure);
    if (known.isPresent()) {
      terminal.error("Failed: " + known.get());
      if (verbose) {
        terminal.stack(failure);
      }
      return ExitStatus.FAILED;
    }
    terminal.error("Failed: " + failure);
    terminal.stack(failure);
    return ExitStatus.FAILED;
  }
}
