// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.solve.IterationRecord;

/**
 * One row of the report's history: an {@link IterationRecord} by the names that the fields of
 * {@code report.json} have, each of which is documented there.
 */
@JsonAutoDetect(fieldVisibility = Visibility.NONE, getterVisibility = Visibility.NONE)
@JsonPropertyOrder({
  "iteration",
  "form",
  "lambda",
  "residual",
  "update",
  "estimatedError",
  "settledSegments",
  "exactSegments",
  "movedSegments",
  "steps",
  "tangentSteps",
  "largestJump",
  "refused",
  "largestState",
  "plausible",
  "exponentNatsPerStep",
  "overshootNats",
  "seconds",
  "differenceToLoop"
})
final class IterationRow {
  private final IterationRecord record;
  private final Double differenceToLoop;

  /**
   * @param differenceToLoop the iterate's largest scaled difference to the loop; null where it was
   *     not followed
   */
  IterationRow(IterationRecord record, Double differenceToLoop) {
    this.record = record;
    this.differenceToLoop = differenceToLoop;
  }

  @JsonProperty
  int iteration() {
    return record.iteration();
  }

  @JsonProperty
  JacobianForm form() {
    return record.form();
  }

  @JsonProperty
  double lambda() {
    return record.lambda();
  }

  @JsonProperty
  double residual() {
    return record.residual();
  }

  @JsonProperty
  double update() {
    return record.update();
  }

  @JsonProperty
  double estimatedError() {
    return record.estimatedError();
  }

  @JsonProperty
  long settledSegments() {
    return record.settledSegments();
  }

  @JsonProperty
  long exactSegments() {
    return record.exactSegments();
  }

  @JsonProperty
  long movedSegments() {
    return record.movedSegments();
  }

  @JsonProperty
  long steps() {
    return record.steps();
  }

  @JsonProperty
  long tangentSteps() {
    return record.tangentSteps();
  }

  @JsonProperty
  double largestJump() {
    return record.largestJump();
  }

  @JsonProperty
  long refused() {
    return record.refused();
  }

  @JsonProperty
  double largestState() {
    return record.largestState();
  }

  @JsonProperty
  double plausible() {
    return record.plausible();
  }

  @JsonProperty
  double exponentNatsPerStep() {
    return record.exponent();
  }

  @JsonProperty
  double overshootNats() {
    return record.overshoot();
  }

  @JsonProperty
  double seconds() {
    return record.seconds();
  }

  @JsonProperty
  @JsonInclude(JsonInclude.Include.NON_NULL)
  Double differenceToLoop() {
    return differenceToLoop;
  }
}
