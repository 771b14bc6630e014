// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The settings of streams: {@link dev.deerpark.settings.streaming.StreamSettings}, what becomes of
 * rows that do not follow each other, {@link dev.deerpark.settings.streaming.OrderRules}, and those
 * of the command {@code stream}, {@link dev.deerpark.settings.streaming.StreamCommandSettings}.
 */
package dev.deerpark.settings.streaming;
