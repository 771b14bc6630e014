// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.sequence.TimeRange;
import java.util.List;
import java.util.Optional;

/**
 * Which series to read.
 *
 * @param path a file or folder; absent with an example
 * @param timeColumn the column of the time index
 * @param valueColumns the model's inputs in order; empty: those that the model's sidecar names
 * @param range the part to evaluate; absent: the whole series
 * @param initialState a file that holds the start state; absent: zeros
 */
public record InputSettings(
    Optional<String> path,
    String timeColumn,
    List<String> valueColumns,
    Optional<TimeRange> range,
    Optional<String> initialState) {

  InputSettings withPath(String series) {
    return new InputSettings(Optional.of(series), timeColumn, valueColumns, range, initialState);
  }
}
