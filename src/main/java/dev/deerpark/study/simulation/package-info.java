// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/** TODO */
package dev.deerpark.study.simulation;
