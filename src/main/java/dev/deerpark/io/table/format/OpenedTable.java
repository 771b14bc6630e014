// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import dev.deerpark.sequence.time.TimeType;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table whose rows have not been read.
 *
 * @param time what its time column stores; CSV is text
 * @param parts with {@link TableColumns}, one for each way in which its files store the columns
 */
public record OpenedTable(TimeType.Kind time, List<Dataset<Row>> parts) {}
