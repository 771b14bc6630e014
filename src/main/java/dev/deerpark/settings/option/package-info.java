// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the options are, group by group: the {@linkplain dev.deerpark.settings.option.OptionForm
 * form} of each says how its value is written, its {@linkplain dev.deerpark.settings.option.Default
 * default} and its meaning. {@code dev.deerpark.settings.Option} gives them their names and
 * headings.
 */
package dev.deerpark.settings.option;
