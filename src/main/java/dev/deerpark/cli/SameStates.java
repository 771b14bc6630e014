// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deerpark.app.console.ExitStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Compares the digests of all states in the reports of two runs, on a cluster and in one process.
 *
 * <pre>java -cp JAR:SPARK dev.deerpark.cli.SameStates REPORT REPORT</pre>
 *
 * ends with 0 where they are the same, else with 1.
 */
public final class SameStates {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SameStates() {}

  public static void main(String[] arguments) throws IOException {
    ExitStatus status = compare(Path.of(arguments[0]), Path.of(arguments[1]), System.out);
    System.exit(status.code());
  }

  /** Compares two reports, and says what was found. */
  static ExitStatus compare(Path one, Path other, PrintStream out) throws IOException {
    String first = digest(one);
    String second = digest(other);
    if (first.isEmpty() || !first.equals(second)) {
      out.println("The states differ: their digests are '" + first + "' and '" + second + "'.");
      return ExitStatus.FAILED;
    }
    out.println("The same bits: the digest of all states is " + first + " in both runs.");
    return ExitStatus.DONE;
  }

  /** Empty where a report has none, because the run left no result. */
  private static String digest(Path report) throws IOException {
    JsonNode digest = JSON.readTree(report.toFile()).path("outputDigest");
    return digest.asText("");
  }
}
