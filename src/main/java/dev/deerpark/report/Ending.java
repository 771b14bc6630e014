// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.deerpark.base.BadInputException;
import dev.deerpark.solve.Outcome;
import dev.deerpark.solve.Solution;
import java.util.Objects;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param outcome the outcome's name in upper case, such as {@code CONVERGED}
 * @param outcomeSentence the same as a sentence for people
 * @param exitCode what the command returns: 0 done, 1 failure, 2 bad input, 3 not converged; null,
 *     and absent from the file, where a signal decides it
 * @param error what went wrong; empty when nothing did, and then absent from the file
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Ending(String outcome, String outcomeSentence, Integer exitCode, String error) {

  /** The ending of a run whose solver came to an outcome. */
  public static Ending of(Solution solution, int exitCode) {
    return new Ending(solution.outcome().name(), solution.sentence(), exitCode, "");
  }

  /** The ending of a network, by the outcome of its worst node. */
  public static Ending ofNetwork(Outcome outcome, String sentence, int exitCode) {
    return new Ending(outcome.name(), sentence, exitCode, "");
  }

  /** The ending of a completed comparison. */
  public static Ending compared(String sentence, int exitCode) {
    return new Ending("COMPARED", sentence, exitCode, "");
  }

  /** The ending of a run whose input cannot be used, as was found in a phase. */
  public static Ending refused(BadInputException refusal, Phase phase, int exitCode) {
    return new Ending(
        "BAD_INPUT",
        "Refused " + phase.moment() + ": " + refusal.getMessage(),
        exitCode,
        refusal.toString());
  }

  /** The ending of a run whose process was terminated, with an exit code of its own. */
  public static Ending interrupted(String sentence) {
    return new Ending("INTERRUPTED", sentence, null, "");
  }

  /**
   * The ending of a run that failed.
   *
   * @param sentence about the failure, where more is known than its message
   */
  public static Ending failed(Throwable failure, Optional<String> sentence, int exitCode) {
    Object message = Objects.requireNonNullElse(failure.getMessage(), failure);
    return new Ending(
        "FAILED",
        "Failed: " + sentence.map(Object.class::cast).orElse(message),
        exitCode,
        failure.toString());
  }
}
