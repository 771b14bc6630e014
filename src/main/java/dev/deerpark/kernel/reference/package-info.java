// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The readable kernel: any {@link dev.deerpark.recurrence.Recurrence}, one segment after the other,
 * one step after the other, in double, each state rounded to the run's precision. Every faster
 * kernel is tested against it.
 */
package dev.deerpark.kernel.reference;
