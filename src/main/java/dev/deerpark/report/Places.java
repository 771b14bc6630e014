// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The places that a run reads and writes, as paths or URIs; null for those that it does not use.
 *
 * @param model the sidecar, or the class of a user's own
 * @param input the series
 * @param initialState the file of the start state
 * @param output the folder of the result, also where no result was left in it
 * @param finalState the file of the last state
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Places(
    String model, String input, String initialState, String output, String finalState) {}
