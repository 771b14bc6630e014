// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A run as a value that is ready to begin, {@link dev.deerpark.app.run.Run}, and what leads to it:
 * executors are waited for, the model and the time column are read, a sample is probed, a plan is
 * made ({@link dev.deerpark.app.run.Preparation}). For a network of several nodes that is one run
 * per node ({@link dev.deerpark.app.run.NetworkRun}).
 */
package dev.deerpark.app.run;
