// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Files: input, which is checked before it is trusted, and output, which is written whole or not at
 * all.
 *
 * <ul>
 *   <li>{@link dev.deerpark.io.file}: single small files, and the state that one run passes to the
 *       next;
 *   <li>{@link dev.deerpark.io.job}: names of the jobs that reading and writing start;
 *   <li>{@link dev.deerpark.io.model}: a model from its description and weights;
 *   <li>{@link dev.deerpark.io.table}: the series, in a table of any size;
 *   <li>{@link dev.deerpark.io.trajectory}: the result.
 * </ul>
 *
 * <p>Every path may be on any file system that Hadoop knows. Everything wrong with an input is
 * refused with a {@link dev.deerpark.base.BadInputException} that names it.
 */
package dev.deerpark.io;
