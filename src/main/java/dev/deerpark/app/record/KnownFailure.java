// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import dev.deerpark.base.Names;
import dev.deerpark.kernel.StepFailure;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.hadoop.util.VersionInfo;

/**
 * Failures that say in a sentence what to do, in place of a stack: they are no bad input, and no
 * fault of Deerpark's either. What happens in a task arrives as text within Spark's own exception,
 * so texts are looked at.
 */
public final class KnownFailure {
  private static final List<String> FULL =
      List.of("No space left on device", "Disk quota exceeded");

  /** As Spark names the executor of a task that failed: {@code (TID 3) (10.1.2.3 executor 7)}. */
  private static final Pattern EXECUTOR = Pattern.compile("\\((\\S+) executor (\\S+)\\)");

  private static final Pattern MISSING_CLASS =
      Pattern.compile(
          "(?:ClassNotFoundException|NoClassDefFoundError): (?:Class )?([\\w.$/]+)(?:\\s|$)");

  /** By its name, since it comes from a task. */
  private static final Pattern DAMAGED =
      Pattern.compile("DamagedCheckpointException: ([^\\n]+\\.)");

  private static final String VECTORS = "jdk.incubator.vector";
  private static final String FILE_SYSTEMS = "org.apache.hadoop.fs.";
  private static final String OURS = "dev.deerpark.";

  private static final String STOPPED_SENTENCE =
      "Spark was stopped in the middle of the run: its cluster did not accept the application, or"
          + " ended it. The cluster's page and its logs say why.";

  private static final String TOLD_TO_END = "The process was told to end in the middle of the run.";

  private static final Pattern STOPPED =
      Pattern.compile("(stopped SparkContext|SparkContext was shut down)");

  private KnownFailure() {}

  /** What to say of a failure; empty where only its stack can. */
  public static Optional<String> sentence(Throwable failure) {
    if (failure instanceof InterruptedRun) {
      return Optional.of(failure.getMessage());
    }
    if (ShutdownHookManager.get().isShutdownInProgress()) {
      return Optional.of(TOLD_TO_END); // Spark stops too, and all that needs it fails
    }
    if (failure instanceof SparkNotStarted) {
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
        .or(() -> found(DAMAGED, texts).map(found -> damaged(found.group(1))))
        .or(() -> found(STOPPED, texts).map(stopped -> STOPPED_SENTENCE))
        .or(() -> missingClass(texts).map(name -> without(name, executor(texts))));
  }

  private static String fullDisk(String sign, List<String> texts) {
    return String.format(
        Locale.ROOT,
        "A disk is full%s: %s. Free some space, or name other places: of the run's files by"
            + " --output, --report and --work-dir, of Spark's own by spark.local.dir.",
        executor(texts).map(executor -> ", that of " + executor).orElse(""),
        sign);
  }

  private static String damaged(String sentence) {
    return "The checkpoint is damaged: "
        + sentence
        + " Delete that generation's folder to go on from the one before it, or all of them to begin"
        + " anew.";
  }

  private static Optional<String> missingClass(List<String> texts) {
    // the jvm kernel looks for the module before it needs a class of it
    return texts.stream().anyMatch(text -> text.contains("has no module " + VECTORS))
        ? Optional.of(VECTORS)
        : found(MISSING_CLASS, texts).map(found -> found.group(1).replace('/', '.'));
  }

  private static String without(String name, Optional<String> executor) {
    String lacking =
        executor
            .map(found -> Character.toUpperCase(found.charAt(0)) + found.substring(1))
            .orElse("An executor");
    if (name.startsWith(VECTORS)) {
      return lacking
          + " runs without the module "
          + VECTORS
          + ". Add --add-modules="
          + VECTORS
          + " to spark.executor.extraJavaOptions, or take --kernel reference.";
    }
    if (name.startsWith(OURS)) {
      return lacking
          + " does not have Deerpark's classes. Start the application by submit/spark-submit, which"
          + " sends its jar, or name the jar in spark.jars.";
    }
    if (name.startsWith(FILE_SYSTEMS)) {
      return "The file system of a path needs the class "
          + name
          + ", which is not there. Add its jars by spark-submit's --packages, such as"
          + " org.apache.hadoop:hadoop-aws:"
          + VersionInfo.getVersion()
          + " for s3a:// paths.";
    }
    return lacking
        + " does not have the class "
        + Names.cut(name)
        + ". Name its jar by spark-submit's --jars, or in spark.jars.";
  }

  /** As in {@code executor 7 on 10.1.2.3}; in local mode the driver's machine executes. */
  private static Optional<String> executor(List<String> texts) {
    return found(EXECUTOR, texts)
        .map(
            found ->
                found.group(2).equals("driver")
                    ? "this machine"
                    : "executor " + found.group(2) + " on " + found.group(1));
  }

  private static Optional<MatchResult> found(Pattern pattern, List<String> texts) {
    return texts.stream()
        .map(pattern::matcher)
        .filter(Matcher::find)
        .map(Matcher::toMatchResult)
        .findFirst();
  }
}
