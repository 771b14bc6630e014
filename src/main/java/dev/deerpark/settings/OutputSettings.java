// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.recurrence.OutputScale;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The output, and how to check it.
 *
 * @param path the result's folder; absent for {@code inspect}, for a comparison, and with an
 *     example until its files are unpacked, where none was given
 * @param emit what to write for each step, at least one
 * @param scale the units of the outputs; by default those of the data, where they are known
 * @param every one in this many steps is written, at least 1
 * @param finalState the file for the last state
 * @param overwrite whether an existing output may be replaced
 * @param keepUnconverged whether to write the result of a run that did not converge
 * @param verify how to check the result
 * @param reportPath the report's folder where one was given; see {@link #reportFolder}
 */
public record OutputSettings(
    Optional<String> path,
    Set<Emit> emit,
    Optional<OutputScale> scale,
    int every,
    Optional<String> finalState,
    boolean overwrite,
    boolean keepUnconverged,
    Verify verify,
    Optional<String> reportPath) {

  /** The folder of reports in a result, or beside the place of one. */
  public static final String REPORTS = "_deerpark";

  /** The numbers of a step that can be written. */
  public enum Emit {
    STATES,
    OUTPUTS
  }

  /** The ways to check the result. */
  public enum Verify {
    NONE,
    /**
     * Some blocks are walked from their start, and their ends compared with the starts of the next
     * blocks.
     */
    SAMPLE,
    /** Every step is compared with the sequential loop. */
    FULL
  }

  OutputSettings withPath(String folder) {
    return new OutputSettings(
        Optional.of(folder),
        emit,
        scale,
        every,
        finalState,
        overwrite,
        keepUnconverged,
        verify,
        reportPath);
  }

  /**
   * The folder for the report of a run that leaves a result: the one given, else {@code
   * OUTPUT/_deerpark}, which moves with the result. Spark does not read names that begin with an
   * underscore as data.
   */
  public String resultReportFolder(String output) {
    return reportPath.orElse(output.replaceAll("/+$", "") + "/" + REPORTS);
  }

  /**
   * The folder for the report of a run that leaves none: the one given, else {@code
   * _deerpark/OUTPUT} beside the output, so that an existing result keeps its own report.
   */
  public String reportFolder(String output) {
    String bare = output.replaceAll("/+$", "");
    int name = bare.lastIndexOf('/') + 1;
    return reportPath.orElse(bare.substring(0, name) + REPORTS + "/" + bare.substring(name));
  }

  /**
   * @throws dev.deerpark.base.BadInputException for an invalid value
   */
  static OutputSettings of(TypedValues typed) {
    Verify unlessGiven = typed.isGiven(Option.EXAMPLE) ? Verify.FULL : Verify.SAMPLE;
    return new OutputSettings(
        typed.text(Option.OUTPUT),
        Collections.unmodifiableSet(EnumSet.copyOf(typed.choices(Option.EMIT, Emit.class))),
        typed.choice(Option.OUTPUT_SCALE, OutputScale.class),
        typed.count(Option.EVERY, 1).orElseThrow(),
        typed.text(Option.FINAL_STATE),
        typed.flag(Option.OVERWRITE),
        typed.flag(Option.KEEP_UNCONVERGED),
        typed.choice(Option.VERIFY, Verify.class).orElse(unlessGiven),
        typed.text(Option.REPORT));
  }
}
