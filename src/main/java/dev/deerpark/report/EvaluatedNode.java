// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.deerpark.solve.Outcome;

/**
 * One node of a network. In the file its fields and those of its parts stand side by side, with the
 * names that they have in the report of a single recurrence.
 *
 * @param name of the node
 * @param type the kind of recurrence
 * @param reversed whether it walked from the last step to the first; its steps, and times in its
 *     sentences, are then counted from the last
 * @param plan of the node
 * @param solution of the solver
 * @param forecastCheck its forecast beside what came; null where it took none of the forecast's
 *     ways
 * @param outcome of the node
 * @param outcomeSentence the same as a sentence for people
 * @param stateDigest of all its states; null where none were kept
 * @param verification how the states were checked; null where there was nothing to check
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvaluatedNode(
    String name,
    String type,
    boolean reversed,
    @JsonUnwrapped PlanFigures plan,
    @JsonUnwrapped SolverFigures solution,
    ForecastCheck forecastCheck,
    Outcome outcome,
    String outcomeSentence,
    @JsonIgnore Long stateDigest,
    Verification verification) {}
