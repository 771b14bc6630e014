// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What is computed instead of measured, {@link dev.deerpark.app.measure.SyntheticSeries}, and what
 * is timed by the commands that measure: a {@link dev.deerpark.app.measure.Measured} network over
 * random inputs, {@link dev.deerpark.app.measure.NormalSeries}, solved by the loop or by a method,
 * without reading or writing a file.
 */
package dev.deerpark.app.measure;
