package dev.deerpark.cli;

import dev.deerpark.app.Console;
import dev.deerpark.app.ExitStatus;
import dev.deerpark.settings.EvaluateSettings;
import java.util.Map;

/** What the command line needs of the world behind it. */
interface UseCases {

  /** Spark's configuration as the user gave it: {@code --conf} and the properties file. */
  Map<String, String> configuration();

  /** Runs a command whose settings were checked. */
  ExitStatus run(Command command, EvaluateSettings settings, Console console);
}
