// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/** Deerpark: nonlinear recurrences over very long sequences, evaluated in parallel over time. */
package dev.deerpark;
