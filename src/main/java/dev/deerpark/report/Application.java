// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The Spark application of a run; its executors and cores are those of the plan.
 *
 * @param id as in Spark's UI
 * @param master of the cluster
 * @param deployMode {@code client} or {@code cluster}
 * @param driverMemoryBytes the largest size of the driver's heap
 * @param executorMemoryBytes the heap of one executor; null where the driver is the only one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Application(
    String id,
    String master,
    String deployMode,
    long driverMemoryBytes,
    Long executorMemoryBytes) {}
