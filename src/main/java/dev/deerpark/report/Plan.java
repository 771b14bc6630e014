// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.deerpark.sequence.Layout;

/**
 * How the run was cut and spread.
 *
 * @param layout the resolved layout, which given by options reproduces the run
 * @param stateSize numbers in a state
 * @param scanPlan where the segments' maps were combined, and why
 */
public record Plan(Layout layout, int stateSize, String scanPlan) {

  @JsonProperty
  long steps() {
    return layout.steps();
  }

  @JsonProperty
  int segmentLength() {
    return layout.segmentLength();
  }

  @JsonProperty
  int partitions() {
    return layout.partitions();
  }

  @JsonProperty
  int blocks() {
    return layout.blocks();
  }
}
