// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What a person sees of a run while it goes on: lines, warnings, one line per iteration; and the
 * exit status at its end.
 */
package dev.deerpark.app.console;
