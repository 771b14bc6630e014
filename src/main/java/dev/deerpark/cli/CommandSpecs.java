// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import dev.deerpark.base.BadInputException;
import dev.deerpark.report.Versions;
import dev.deerpark.settings.Group;
import dev.deerpark.settings.Option;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/** Turns the declared options into picocli's command line, and what it parsed back into texts. */
final class CommandSpecs {
  /** The launcher's name, in the help and in messages. */
  static final String SCRIPT = "submit/local";

  private static final String STARTED_BY = SCRIPT + " [spark-submit options] ";
  private static final List<String> EXIT_CODES =
      List.of("0:done", "1:failure", "2:bad usage or bad input; nothing was computed");
  private static final String UNCONVERGED =
      "3:finished without converging; evaluate leaves only its report";

  private static final int WIDTH = 80;

  /** The width of an option's description, to the right of its name. */
  private static final int DESCRIPTION_WIDTH = 50;

  private CommandSpecs() {}

  /** The parent of all commands. */
  static CommandSpec root() {
    CommandSpec spec = CommandSpec.create().name(SCRIPT);
    spec.usageMessage()
        .width(WIDTH)
        .customSynopsis(STARTED_BY + "COMMAND [options]")
        .descriptionHeading("%n")
        .description(
            paragraph(
                "Evaluates nonlinear recurrences s_t = f(s_(t-1), x_t), such as trained recurrent"
                    + " networks, over very long series, in parallel over time, on Apache Spark."))
        .commandListHeading("%nCommands:%n")
        .footer(
            "",
            "Begin with: submit/local evaluate --example ecg",
            "COMMAND --help lists a command's options.");
    spec.addOption(help()).addOption(version());
    spec.version(Versions.built().toString());
    return spec;
  }

  /** A command with its options under their headings. */
  static CommandSpec of(Command command) {
    CommandSpec spec = CommandSpec.create().name(command.commandName());
    String[] synopses =
        command.synopses().stream()
            .map(synopsis -> WordWrap.lines(STARTED_BY + synopsis, WIDTH - 4))
            .map(lines -> String.join("%n    ", lines))
            .toArray(String[]::new);
    spec.usageMessage()
        .width(WIDTH)
        .synopsisHeading("Usage:%n")
        .customSynopsis(synopses)
        .descriptionHeading("%n")
        .description(command.summary(), "")
        .sortOptions(false)
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(UsageMessageSpec.keyValuesMap(exitCodes(command)))
        .footer(
            "",
            "Every option NAME can also be given as --conf spark.deerpark.NAME=VALUE,",
            "or in a properties file (--properties-file). The command line wins over both.");
    for (Group group : Group.values()) {
      List<Option> options = group.options().stream().filter(command.options()::contains).toList();
      if (!options.isEmpty()) {
        spec.addArgGroup(group(group, options));
      }
    }
    return spec.addOption(help());
  }

  private static String[] exitCodes(Command command) {
    boolean solves =
        switch (command) {
          case EVALUATE, RESUME, BENCH, STUDY -> true;
          case INSPECT, STREAM, GENERATE, GPU_CHECK -> false;
        };
    Stream<String> unconverged = solves ? Stream.of(UNCONVERGED) : Stream.empty();
    return Stream.concat(EXIT_CODES.stream(), unconverged).toArray(String[]::new);
  }

  private static ArgGroupSpec group(Group group, List<Option> options) {
    ArgGroupSpec.Builder builder =
        ArgGroupSpec.builder()
            .heading("%n" + group.heading() + ":%n")
            .validate(false)
            .exclusive(false)
            .order(group.ordinal());
    options.forEach(option -> builder.addArg(spec(option)));
    return builder.build();
  }

  // Each option takes a list of texts, so that an option given twice can be refused by its name.
  private static OptionSpec spec(Option option) {
    OptionSpec.Builder builder =
        OptionSpec.builder(option.flag())
            .order(option.ordinal())
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(WordWrap.lines(escaped(description(option)), DESCRIPTION_WIDTH));
    return option.isSwitch()
        ? builder.arity("0..1").fallbackValue("true").paramLabel("true|false").build()
        : builder.arity("1").paramLabel(option.placeholder()).build();
  }

  private static String description(Option option) {
    String text = option.description();
    return option.hasDefault() ? text + " Default: " + option.defaultValue().label() + "." : text;
  }

  /** Lines of a text, and an empty one below. */
  private static String[] paragraph(String text) {
    return (String.join("\n", WordWrap.lines(text, WIDTH - 1)) + "\n").split("\n", -1);
  }

  // picocli treats descriptions as format strings: a percent sign must be escaped.
  private static String escaped(String text) {
    return text.replace("%", "%%");
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Show this help and exit.")
        .build();
  }

  private static OptionSpec version() {
    return OptionSpec.builder("-V", "--version")
        .versionHelp(true)
        .description("Show the versions of Deerpark, Spark, Scala and Java and exit.")
        .build();
  }

  /** The texts of the options that were typed; one that was typed twice is refused. */
  static Map<Option, String> typed(ParseResult parsed) {
    Map<Option, String> texts = new EnumMap<>(Option.class);
    for (Option option : Option.values()) {
      List<String> values = parsed.matchedOptionValue(option.flag(), List.of());
      if (values.size() > 1 && !option.isRepeatable()) {
        throw new BadInputException(
            option.flag() + " is given " + values.size() + " times: give it once.");
      }
      if (!values.isEmpty()) {
        texts.put(option, String.join(",", values));
      }
    }
    return texts;
  }
}
