// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.v2.FileDataSourceV2;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The types of columns that a format of files can hold. Spark asks only when it writes. */
public final class StoredTypes {
  private StoredTypes() {}

  /**
   * The first column that files of a format cannot hold; none where the format is not one of files,
   * which Spark can say nothing of.
   *
   * @param format as Spark names it
   * @throws ReflectiveOperationException where Spark has no such format
   */
  public static Optional<StructField> unfit(SparkSession session, String format, StructType type)
      throws ReflectiveOperationException {
    Object source =
        DataSource.lookupDataSource(
                format, ((org.apache.spark.sql.classic.SparkSession) session).sessionState().conf())
            .getConstructor()
            .newInstance();
    if (source instanceof FileDataSourceV2 other) {
      source = other.fallbackFileFormat().getConstructor().newInstance();
    }
    return source instanceof FileFormat files
        ? Arrays.stream(type.fields())
            .filter(field -> !files.supportDataType(field.dataType()))
            .findFirst()
        : Optional.empty();
  }
}
