// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What every package may use: numbers in either precision, the exception for bad input, names in
 * its messages, resources that are closed together, and how Kryo sends records.
 */
package dev.deerpark.base;
