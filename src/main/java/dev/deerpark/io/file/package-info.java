// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Single small files, read and written whole: {@link dev.deerpark.io.file.WholeFile}, and {@link
 * dev.deerpark.io.file.JsonObject} for their content. {@link dev.deerpark.io.file.StateFile}
 * carries a state from one run to the next. {@link dev.deerpark.io.file.OutputContent} says what a
 * run leaves in a folder and may be replaced.
 */
package dev.deerpark.io.file;
