// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Models over streams: {@link dev.deerpark.app.streaming.StreamingEvaluation}, which takes the
 * model files, the state files and the kernels of batch runs, and {@link
 * dev.deerpark.app.streaming.StreamRun}, the command over it.
 */
package dev.deerpark.app.streaming;
