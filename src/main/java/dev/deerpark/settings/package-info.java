// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Every option of the commands, declared once.
 *
 * <p>{@link dev.deerpark.settings.Option} holds their names and headings, {@code
 * dev.deerpark.settings.option} their units, defaults and descriptions; the command line's help,
 * the configuration keys {@code spark.deerpark.*} and the reference file {@code
 * conf/deerpark-reference.properties} all come from it. {@link dev.deerpark.settings.OptionValues}
 * decides which source wins: the command line, then the configuration ({@code --conf} or a
 * properties file of spark-submit), then the documented default. {@link
 * dev.deerpark.settings.EvaluateSettings}, {@link dev.deerpark.settings.GenerateSettings} and
 * {@link dev.deerpark.settings.BenchSettings} declare the options of their commands and hold the
 * typed and checked values that the use cases read; each record of settings reads its own options.
 */
package dev.deerpark.settings;
