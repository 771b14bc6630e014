// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import dev.deerpark.base.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What spark-submit needs to know where the driver runs on the cluster.
 *
 * @param outcome the path of the {@link OutcomeFile}
 * @param words for spark-submit
 */
record ClusterMode(String outcome, List<String> words) {
  private static final String JAVA_OPTIONS = "spark.driver.extraJavaOptions";

  /** A path from the root, or a URI. */
  private static final Pattern WHOLE = Pattern.compile("^(/|[A-Za-z][A-Za-z0-9+.-]*:)");

  /** Whether a configuration asks for it. */
  static boolean isAskedFor(Map<String, String> configuration) {
    return configuration.getOrDefault("spark.submit.deployMode", "client").equals("cluster");
  }

  /**
   * Tells the driver where to leave its outcome, a new place each time.
   *
   * @param folder of the output or the report
   * @throws BadInputException where there is none, or one that depends on where a process runs
   */
  static ClusterMode of(Optional<String> folder, Map<String, String> configuration) {
    String parent =
        folder.orElseThrow(
            () ->
                new BadInputException(
                    "In cluster mode give --output or --report, on a file system that this machine"
                        + " reaches too: the outcome is read there."));
    if (!WHOLE.matcher(parent).find()) {
      throw new BadInputException(
          "In cluster mode the driver runs in another folder, maybe of another machine, so '"
              + parent
              + "' would not be found again: give --output or --report as a whole path or URI.");
    }
    String outcome = parent.replaceAll("/+$", "") + "/.deerpark-outcome-" + UUID.randomUUID();
    List<String> words = new ArrayList<>(List.of("--conf", OutcomeFile.KEY + "=" + outcome));
    if (configuration.getOrDefault("spark.master", "").startsWith("spark://")) {
      // A standalone master otherwise lets spark-submit return before the driver has ended,
      words.addAll(List.of("--conf", "spark.standalone.submit.waitAppCompletion=true"));
      // and its workers start drivers without the options that Spark gives all others.
      String given = configuration.getOrDefault(JAVA_OPTIONS, "");
      words.addAll(
          List.of("--conf", JAVA_OPTIONS + "=" + (sparksJavaOptions() + " " + given).strip()));
    }
    return new ClusterMode(outcome, List.copyOf(words));
  }

  private static String sparksJavaOptions() {
    Properties properties = new Properties();
    try (InputStream resource = ClusterMode.class.getResourceAsStream("driver.properties")) {
      properties.load(resource);
    } catch (IOException e) {
      throw new UncheckedIOException("driver.properties is not readable", e);
    }
    return properties.getProperty("java.options");
  }
}
