// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What is written down of a run: {@link dev.deerpark.app.record.RunRecorder} tells the console,
 * keeps the times of the phases, and writes the report however the run ends.
 */
package dev.deerpark.app.record;
