// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import java.util.Locale;

/**
 * What shares the work.
 *
 * @param executors how many; 1 where Spark runs locally
 * @param cores of all of them, at least 1
 * @param storageBytes what all of them have for data that Spark keeps
 * @param awaited which of those that were asked for have come; empty where nothing was asked for
 */
public record Cluster(int executors, int cores, long storageBytes, String awaited) {

  /** {@code 4 executors, 16 cores, 5.2 GiB for data}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d executor%s, %d core%s, %s for data%s",
        executors,
        executors == 1 ? "" : "s",
        cores,
        cores == 1 ? "" : "s",
        Bytes.text(storageBytes),
        awaited.isEmpty() ? "" : "; " + awaited);
  }
}
