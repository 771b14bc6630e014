// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import java.util.Optional;
import java.util.Set;

/**
 * What to write, and how to check it.
 *
 * @param path the result's folder; always present for {@code evaluate} without an example
 * @param emit what to write of each step, at least one
 * @param every each how many-th step to write, at least 1
 * @param finalState where to write the last state
 * @param overwrite whether an existing output may be replaced
 * @param keepUnconverged whether to write the result of a run that did not converge
 * @param verify how to check the result
 * @param reportPath the report's folder where one was given; see {@link #reportFolder}
 */
public record OutputSettings(
    Optional<String> path,
    Set<Emit> emit,
    int every,
    Optional<String> finalState,
    boolean overwrite,
    boolean keepUnconverged,
    Verify verify,
    Optional<String> reportPath) {

  /** What can be written of a step. */
  public enum Emit {
    STATES,
    OUTPUTS
  }

  /** How the result is checked. */
  public enum Verify {
    NONE,
    /** Random partitions are walked and compared where they end. */
    SAMPLE,
    /** Every step is compared with the sequential loop. */
    FULL
  }

  OutputSettings withPath(String folder) {
    return new OutputSettings(
        Optional.of(folder),
        emit,
        every,
        finalState,
        overwrite,
        keepUnconverged,
        verify,
        reportPath);
  }

  /** The report's folder: the one given, else {@code OUTPUT.report} beside the output's folder. */
  public String reportFolder(String output) {
    return reportPath.orElse(output.replaceAll("/+$", "") + ".report");
  }
}
