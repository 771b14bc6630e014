// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The program that the scripts in {@code submit/} start before Spark, with only Deerpark's jar on
 * the class path, so that help, version and bad usage are answered at once. For a valid command it
 * writes into a file the words that the script needs, each followed by a zero byte: the version of
 * Spark that the jar is built for, such as 4.2, the master, the path of the {@link OutcomeFile} in
 * cluster mode (else nothing), the form of logs ({@code text} or {@code json}), and the words for
 * spark-submit. The file stays empty where there is nothing to start.
 *
 * <pre>java -cp JAR dev.deerpark.cli.Submit local|installed APPLICATION FILE [WORD ...]</pre>
 *
 * <p>APPLICATION is the jar as the cluster knows it: a path, or a URI such as {@code
 * local:///x.jar}.
 */
public final class Submit {
  private static final String LOCAL = "local";

  private Submit() {}

  public static void main(String[] arguments) throws IOException {
    List<String> words = Arrays.asList(arguments);
    Terminal terminal = Terminal.ofProcess();
    ExitStatus status;
    try {
      boolean local = words.get(0).equals(LOCAL);
      SubmitLine line = SubmitLine.of(words.subList(3, words.size()));
      status =
          prepare(
              local,
              words.get(1),
              Path.of(words.get(2)),
              local ? line.with("--load-spark-defaults") : line,
              terminal);
    } catch (BadInputException refusal) {
      terminal.error(refusal.getMessage());
      status = ExitStatus.BAD_INPUT;
    }
    System.exit(status.code());
  }

  private static ExitStatus prepare(
      boolean local, String jar, Path file, SubmitLine line, Terminal terminal) throws IOException {
    Map<String, String> configuration = line.configuration(defaults());
    CheckedUse checked = new CheckedUse(configuration);
    ExitStatus status = new Main(terminal, checked).run(line.command().toArray(String[]::new));
    if (!checked.isUnderstood()) {
      return status;
    }
    if (local) {
      requireEmbedded(configuration.getOrDefault("spark.master", LOCAL));
    }
    SubmitLine complete = local ? withDefaults(line, configuration) : line;
    if (checked.gpus().isPresent()
        && !GpuResources.isLocal(configuration.getOrDefault("spark.master", ""))) {
      int gpus = checked.gpus().getAsInt();
      complete = complete.with(GpuResources.words(gpus, configuration, scripts(jar)));
    }
    String outcome = "";
    if (ClusterMode.isAskedFor(configuration)) {
      ClusterMode mode = ClusterMode.of(checked.folder(), configuration);
      outcome = mode.outcome();
      complete = complete.with(mode.words().toArray(String[]::new));
    }
    List<String> words = new ArrayList<>();
    words.add(SupportedSpark.built().minor());
    words.add(configuration.getOrDefault("spark.master", local ? "local[*]" : ""));
    words.add(outcome);
    words.add(isTrue(configuration, "spark.log.structuredLogging.enabled") ? "json" : "text");
    words.addAll(complete.options());
    words.addAll(List.of("--class", Main.class.getName(), jar));
    words.addAll(complete.command());
    Files.writeString(file, String.join("\0", words) + "\0");
    return ExitStatus.DONE;
  }

  private static boolean isTrue(Map<String, String> configuration, String key) {
    return Boolean.parseBoolean(configuration.get(key));
  }

  /** The jars that Maven resolves know no other cluster managers. */
  private static void requireEmbedded(String master) {
    if (!master.startsWith(LOCAL) && !master.startsWith("spark://")) {
      throw new BadInputException(
          "--master "
              + master
              + ": submit/local has Spark for local and spark:// masters only. Use"
              + " submit/spark-submit with your own installation of Spark.");
    }
  }

  private static SubmitLine withDefaults(SubmitLine line, Map<String, String> configuration) {
    SubmitLine complete = line;
    if (!configuration.containsKey("spark.master")) {
      complete = complete.with("--master", "local[*]");
    }
    if (!configuration.containsKey("spark.driver.memory")) {
      complete = complete.with("--driver-memory", "4g");
    }
    return complete;
  }

  /** Where the scripts lie that start this: beside the folder of the jar. */
  private static Path scripts(String jar) {
    return Path.of(jar).toAbsolutePath().resolveSibling("../submit").normalize();
  }

  private static Path defaults() {
    String folder = System.getenv("SPARK_CONF_DIR");
    return folder == null
        ? Path.of(System.getenv().getOrDefault("SPARK_HOME", "."), "conf", "spark-defaults.conf")
        : Path.of(folder, "spark-defaults.conf");
  }
}
