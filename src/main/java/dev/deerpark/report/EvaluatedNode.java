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
 * @param type what kind of recurrence it is
 * @param reversed whether it walked from the last step to the first; its steps, and times in its
 *     sentences, are then counted from the last
 * @param plan how it was cut and spread
 * @param solution what the solver did
 * @param outcome how it ended
 * @param outcomeSentence the same as a sentence for people
 * @param stateDigest of all its states; null where none were kept
 * @param verification how the states were checked; null where there was none to check
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvaluatedNode(
    String name,
    String type,
    boolean reversed,
    @JsonUnwrapped PlanFigures plan,
    @JsonUnwrapped SolverFigures solution,
    Outcome outcome,
    String outcomeSentence,
    @JsonIgnore Long stateDigest,
    Verification verification) {}
