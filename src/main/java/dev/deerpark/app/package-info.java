// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The use cases, which wire everything below them: also the Java API.
 *
 * <p>A use case takes a Spark session and checked settings, tells a {@link
 * dev.deerpark.app.console.Console} what it does, and returns an {@link
 * dev.deerpark.app.console.ExitStatus}.
 */
package dev.deerpark.app;
