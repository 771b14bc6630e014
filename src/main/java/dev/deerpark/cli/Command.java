package dev.deerpark.cli;

import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.OptionValues;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The commands and what their help says first. */
enum Command {
  EVALUATE(
      "Evaluate a recurrence over a long series, in parallel over time.",
      List.of(
          "evaluate --model FILE --input PATH --output DIR [options]",
          "evaluate --example ecg [options]"),
      EvaluateSettings::forEvaluate),
  INSPECT(
      "Show model, layout, scan plan, message sizes and memory plan of a run, without running it.",
      List.of("inspect --model FILE --input PATH [options]", "inspect --example ecg [options]"),
      EvaluateSettings::forInspect);

  private final String summary;
  private final List<String> synopses;
  private final Function<OptionValues, EvaluateSettings> check;

  Command(String summary, List<String> synopses, Function<OptionValues, EvaluateSettings> check) {
    this.summary = summary;
    this.synopses = synopses;
    this.check = check;
  }

  String commandName() {
    return name().toLowerCase(Locale.ROOT);
  }

  String summary() {
    return summary;
  }

  /** The ways to call it, without what starts it. */
  List<String> synopses() {
    return synopses;
  }

  /** The command's settings; bad values are refused. */
  EvaluateSettings settings(OptionValues values) {
    return check.apply(values);
  }
}
