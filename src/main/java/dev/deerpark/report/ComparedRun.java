// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.deerpark.solve.Outcome;

/**
 * One run of a comparison. In the file its fields and those of its parts stand side by side, with
 * the names that they have in the report of a single run.
 *
 * @param plan of the run
 * @param solution of the solver
 * @param outcome of the run
 * @param outcomeSentence the same as a sentence for people
 * @param seconds the solver took
 * @param iterationsToLoop the iterations after which the difference to the loop stayed within what
 *     was asked for; null where it never did, or was not followed
 * @param verification how the result was checked; null where there was nothing to check
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ComparedRun(
    @JsonUnwrapped PlanFigures plan,
    @JsonUnwrapped SolverFigures solution,
    Outcome outcome,
    String outcomeSentence,
    double seconds,
    Integer iterationsToLoop,
    Verification verification) {}
