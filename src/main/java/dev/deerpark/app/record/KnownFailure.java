// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import dev.deerpark.kernel.StepFailure;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Failures that say in a sentence what to do, in place of a stack: they are no bad input, and no
 * fault of Deerpark's either. What happens in a task arrives as text within Spark's own exception,
 * so texts are looked at.
 */
public final class KnownFailure {
  private static final List<String> FULL =
      List.of("No space left on device", "Disk quota exceeded");

  /** As Spark names the executor of a task that failed: {@code (TID 3) (10.1.2.3 executor 7)}. */
  private static final Pattern EXECUTOR = Pattern.compile("\\((\\S+ executor \\S+)\\)");

  private static final Pattern MISSING_CLASS =
      Pattern.compile("(ClassNotFoundException|NoClassDefFoundError): dev[./]deerpark[./]");

  private static final Pattern MISSING_VECTORS =
      Pattern.compile("(ClassNotFoundException|NoClassDefFoundError): jdk[./]incubator[./]vector");

  private static final String STOPPED_SENTENCE =
      "Spark was stopped in the middle of the run: its cluster did not accept the application, or"
          + " ended it. The cluster's page and its logs say why.";

  private static final Pattern STOPPED =
      Pattern.compile("(stopped SparkContext|SparkContext was shut down)");

  private KnownFailure() {}

  /** What to say of a failure; empty where only its stack can. */
  public static Optional<String> sentence(Throwable failure) {
    if (failure instanceof InterruptedRun || failure instanceof SparkNotStarted) {
      return Optional.of(failure.getMessage());
    }
    Optional<StepFailure> step = StepFailure.behind(failure);
    if (step.isPresent()) {
      return step.map(StepFailure::getMessage);
    }
    List<String> texts =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .map(cause -> Objects.requireNonNullElse(cause.toString(), ""))
            .toList();
    return FULL.stream()
        .filter(sign -> texts.stream().anyMatch(text -> text.contains(sign)))
        .findFirst()
        .map(sign -> fullDisk(sign, texts))
        .or(() -> found(STOPPED, texts).map(stopped -> STOPPED_SENTENCE))
        .or(() -> found(MISSING_CLASS, texts).map(missing -> withoutClasses(texts)))
        .or(() -> found(MISSING_VECTORS, texts).map(missing -> withoutVectors(texts)));
  }

  private static String fullDisk(String sign, List<String> texts) {
    return String.format(
        Locale.ROOT,
        "A disk is full%s: %s. Free some space, or name other places: of the run's files by"
            + " --output, --report and --work-dir, of Spark's own by spark.local.dir.",
        found(EXECUTOR, texts).map(executor -> ", that of " + executor).orElse(""),
        sign);
  }

  private static String withoutClasses(List<String> texts) {
    return executor(texts)
        + " does not have Deerpark's classes. Start the application by submit/spark-submit, which"
        + " sends its jar, or name the jar in spark.jars.";
  }

  private static String withoutVectors(List<String> texts) {
    return executor(texts)
        + " runs without the module jdk.incubator.vector. Add"
        + " --add-modules=jdk.incubator.vector to spark.executor.extraJavaOptions, or take"
        + " --kernel reference.";
  }

  private static String executor(List<String> texts) {
    return found(EXECUTOR, texts).map(found -> "The machine " + found).orElse("An executor");
  }

  private static Optional<String> found(Pattern pattern, List<String> texts) {
    return texts.stream()
        .map(pattern::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }
}
