package dev.deerpark.app;

import dev.deerpark.settings.EvaluateSettings;
import org.apache.spark.sql.SparkSession;

/** The use case of the command {@code inspect}. */
public final class Inspect {
  private final SparkSession spark;
  private final EvaluateSettings settings;
  private final Console console;

  public Inspect(SparkSession spark, EvaluateSettings settings, Console console) {
    this.spark = spark;
    this.settings = settings;
    this.console = console;
  }

  /** Runs it to its end. */
  public ExitStatus run() {
    console.line("Spark " + spark.version() + ", method " + settings.solver().method());
    return ExitStatus.DONE;
  }
}
