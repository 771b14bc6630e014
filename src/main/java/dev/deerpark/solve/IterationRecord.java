// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.recurrence.JacobianForm;

/**
 * One iteration as the report tells it. Iteration 0 evaluates the guess.
 *
 * @param iteration number of updates so far
 * @param form what the sweep kept of the Jacobians
 * @param lambda the damping of the update that led here; 0 for none
 * @param residual the largest scaled jump at a joint
 * @param update the largest scaled move of a start state; infinite for iteration 0
 * @param estimatedError the largest scaled move that the next update is about to make
 * @param settledSegments segments at the beginning that are joined within the tolerance
 * @param exactSegments segments at the beginning whose start has no error at all
 * @param movedSegments segments whose start moved, all of which were walked
 * @param steps evaluations of f in this sweep
 * @param tangentSteps evaluations of f that its tangents were worth
 * @param largestJump the largest absolute difference of two walks where they were taken to have met
 * @param refused Jacobians and states that were not finite, and what stands in for them
 * @param largestState the largest absolute number among the start states
 * @param plausible the largest absolute number in what is sure, the settled prefix, and for the
 *     guess in where its segments end
 * @param exponent the largest Lyapunov exponent along the iterate, in nats a step; NaN where no
 *     full Jacobians were at hand
 * @param overshoot the natural logarithm of the largest growth of a small difference along the
 *     iterate; NaN likewise
 * @param seconds wall time
 */
public record IterationRecord(
    int iteration,
    JacobianForm form,
    double lambda,
    double residual,
    double update,
    double estimatedError,
    long settledSegments,
    long exactSegments,
    long movedSegments,
    long steps,
    long tangentSteps,
    double largestJump,
    long refused,
    double largestState,
    double plausible,
    double exponent,
    double overshoot,
    double seconds) {}
