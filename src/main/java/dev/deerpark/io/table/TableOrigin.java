// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import dev.deerpark.io.table.piece.FileScan;
import dev.deerpark.settings.InputSettings.Format;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** What is known of the rows of a table beside the rows themselves. */
sealed interface TableOrigin {

  /** The names of its columns, in its order. */
  List<String> names();

  /** Whether whole numbers are text too. */
  boolean isCsv();

  /** Whether its rows are known to have changed since it was opened. */
  boolean changed();

  /**
   * The number of rows, per row of the series, that may be decoded again to avoid a shuffle. To
   * shuffle and sort a row costs several times as much as to decode it from Parquet, and a fraction
   * of that from text.
   */
  double allowance();

  /** The pieces of its files, from which parts of it can be read; empty where it has none. */
  Optional<FileScan<InternalRow>> scan(List<Dataset<Row>> parts);

  /** The same for {@link FileScan#ofStoredNumbers}. */
  Optional<FileScan<ColumnarBatch>> scanOfStoredNumbers(List<Dataset<Row>> parts, int columns);

  /** Why its rows may be in any order where it has no pieces. */
  String unordered();

  /**
   * Files, as they were when they were listed.
   *
   * @param all of the query
   * @param namesOf the names of a file's columns
   */
  record Files(
      SeriesQuery query,
      Set<InputFiles.DataFile> all,
      Format format,
      Configuration hadoop,
      Function<Path, List<String>> namesOf)
      implements TableOrigin {

    /** Those of the first file. */
    @Override
    public List<String> names() {
      return namesOf.apply(all.iterator().next().path());
    }

    /** Files that were added since are neither read nor checked. */
    @Override
    public boolean changed() {
      return !InputFiles.list(query.path(), hadoop).containsAll(all);
    }

    @Override
    public double allowance() {
      return format.isText() ? 0.25 : 2;
    }

    @Override
    public boolean isCsv() {
      return format == Format.CSV;
    }

    @Override
    public Optional<FileScan<InternalRow>> scan(List<Dataset<Row>> parts) {
      return FileScan.of(parts);
    }

    @Override
    public Optional<FileScan<ColumnarBatch>> scanOfStoredNumbers(
        List<Dataset<Row>> parts, int columns) {
      return FileScan.ofStoredNumbers(parts, columns);
    }

    @Override
    public String unordered() {
      return "its reader does not report the order of the files";
    }
  }

  /**
   * A DataFrame. How its rows are computed may depend on the partition in which that is done, so
   * its scans are left whole. Blocks that are computed again must have the values of the first
   * time.
   *
   * @param names of its columns
   */
  record Rows(List<String> names) implements TableOrigin {
    @Override
    public boolean changed() {
      return false;
    }

    @Override
    public double allowance() {
      return 0;
    }

    @Override
    public boolean isCsv() {
      return false;
    }

    @Override
    public Optional<FileScan<InternalRow>> scan(List<Dataset<Row>> parts) {
      return Optional.empty();
    }

    @Override
    public Optional<FileScan<ColumnarBatch>> scanOfStoredNumbers(
        List<Dataset<Row>> parts, int columns) {
      return Optional.empty();
    }

    @Override
    public String unordered() {
      return "a DataFrame promises no order";
    }
  }
}
