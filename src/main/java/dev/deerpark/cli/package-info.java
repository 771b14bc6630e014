// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: the only package that writes to the terminal and ends the process.
 *
 * <p>{@link dev.deerpark.cli.Main} parses and checks everything before Spark starts, so that bad
 * usage is answered at once, and turns outcomes and exceptions into the exit codes of {@link
 * dev.deerpark.app.console.ExitStatus}.
 */
package dev.deerpark.cli;
