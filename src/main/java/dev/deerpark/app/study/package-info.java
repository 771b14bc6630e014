// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The use case of the command {@code study}. {@link dev.deerpark.app.study.Study} starts one
 * application after the other, has its runs made, and writes each as it ends; the package {@code
 * study} computes the rest from what was recorded.
 */
package dev.deerpark.app.study;
