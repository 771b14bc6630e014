// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

/**
 * What a run went on from.
 *
 * @param checkpoint the folder of the checkpoints
 * @param iteration the last one that was not repeated; null where it was a part of the loop
 */
public record ResumedFrom(String checkpoint, Integer iteration) {}
