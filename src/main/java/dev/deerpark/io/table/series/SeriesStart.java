// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.series;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import java.io.Serializable;

/**
 * The state from which one of many series starts.
 *
 * @param step the first of the series, in their sequence
 * @param state {@code [D]}, in the run's precision
 */
@DefaultSerializer(RecordSerializer.class)
public record SeriesStart(long step, double[] state) implements Serializable {}
