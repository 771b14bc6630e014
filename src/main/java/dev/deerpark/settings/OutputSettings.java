// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.recurrence.OutputScale;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What to write, and how to check it.
 *
 * @param path the result's folder; absent for {@code inspect}, for a comparison, and with an
 *     example until its files are unpacked, where none was given
 * @param emit what to write of each step, at least one
 * @param scale the units of the outputs; those of the data, where they are known, if not given
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
    Optional<OutputScale> scale,
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
    /** Some blocks are walked from their start and compared with where the next ones begin. */
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

  /** The report's folder: the one given, else {@code OUTPUT.report} beside the output's folder. */
  public String reportFolder(String output) {
    return reportPath.orElse(output.replaceAll("/+$", "") + ".report");
  }

  /**
   * @throws dev.deerpark.base.BadInputException for a value that is none
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
