package dev.deerpark.solve;

import dev.deerpark.recurrence.JacobianForm;

/**
 * One iteration as the report tells it. Iteration 0 evaluates the guess.
 *
 * @param iteration number of updates so far
 * @param form what the sweep kept of the Jacobians
 * @param residual the largest scaled jump at a joint
 * @param update the largest scaled move of a start state; infinite for iteration 0
 * @param estimatedError the largest scaled move that the next update is about to make
 * @param settledSegments segments at the beginning that are joined within the tolerance
 * @param exactSegments segments at the beginning whose start has no error at all
 * @param movedSegments segments whose start moved, all of which were walked
 * @param steps evaluations of f in this sweep
 * @param tangentSteps evaluations of f that its tangents were worth
 * @param largestJump the largest absolute difference of two walks where they were taken to have met
 * @param refused Jacobians and start states that were not finite and were left out
 * @param seconds wall time
 */
public record IterationRecord(
    int iteration,
    JacobianForm form,
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
    double seconds) {}
