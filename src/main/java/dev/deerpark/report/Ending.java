// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How a run ended.
 *
 * @param outcome the outcome's name in upper case, such as {@code CONVERGED}
 * @param outcomeSentence the same as a sentence for people
 * @param exitCode what the command returns: 0 done, 1 failure, 2 bad input, 3 not converged
 * @param error what went wrong; empty when nothing did, and then absent from the file
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Ending(String outcome, String outcomeSentence, int exitCode, String error) {}
