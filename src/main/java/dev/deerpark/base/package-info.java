// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What every package may use: numbers in either precision, the exception for bad input, and names
 * in its messages.
 */
package dev.deerpark.base;
