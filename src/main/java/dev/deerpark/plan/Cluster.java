// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import java.util.Locale;

/**
 * The executors that share the work.
 *
 * @param executors their number; 1 where Spark runs locally
 * @param cores of all of them, at least 1
 * @param storageBytes the memory of all of them for data that Spark keeps
 * @param awaited which of the requested executors have registered; empty where none were requested
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
