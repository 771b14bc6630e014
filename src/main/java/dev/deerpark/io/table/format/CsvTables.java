// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.deerpark.io.table.format.TableColumns.Stored;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.settings.CsvSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * CSV files. Each has a header of its own, in which columns are found by their names; they are then
 * read by their positions. They are read as text and converted to numbers afterwards, so that a
 * word in a column of numbers can be reported instead of becoming a null.
 */
public final class CsvTables {
  /** Where Spark's CSV reader puts rows that have too few or too many fields. */
  private static final String RECORD = "malformed record";

  private static final int COLUMNS = 20_480;
  private static final int FIELD_CHARACTERS = 1_000_000;

  private final WantedColumns wanted;
  private final CsvSettings csv;

  private CsvTables(WantedColumns wanted, CsvSettings csv) {
    this.wanted = wanted;
    this.csv = csv;
  }

  /**
   * The common properties of files that can be read together.
   *
   * @param places of the requested columns, the time column first
   * @param columns in the header
   * @param named their number without the nameless ones at the end
   */
  private record Shape(char separator, List<Integer> places, int columns, int named) {}

  /**
   * Opens files, with {@link TableColumns}; reads their headers and no rows.
   *
   * @throws dev.deerpark.base.BadInputException for a file that cannot be read, or that lacks a
   *     requested column or has it twice
   */
  public static OpenedTable open(
      SparkSession session, List<Path> files, WantedColumns wanted, CsvSettings csv) {
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    CsvTables tables = new CsvTables(wanted, csv);
    List<Shape> shapes =
        InParallel.map(files, file -> tables.shape(CsvHeader.read(file, csv, hadoop)));
    Map<Shape, List<Path>> alike = new LinkedHashMap<>();
    for (int i = 0; i < files.size(); i++) {
      alike.computeIfAbsent(shapes.get(i), shape -> new ArrayList<>()).add(files.get(i));
    }
    List<Dataset<Row>> opened = new ArrayList<>();
    alike.forEach((shape, group) -> opened.add(tables.open(session, shape, group)));
    return new OpenedTable(TimeType.Kind.TEXT, opened);
  }

  /** The names of a file's columns, in its order; empty where they have none. */
  public static List<String> names(Path file, CsvSettings csv, Configuration hadoop) {
    return CsvHeader.read(file, csv, hadoop).names();
  }

  private Shape shape(CsvHeader header) {
    List<String> names = header.names();
    String advice = names.contains(wanted.time()) ? "" : header.advice(wanted.time());
    int named = names.size();
    while (named > 0 && names.get(named - 1).isEmpty()) {
      named--;
    }
    List<Integer> places = wanted.places(header.file(), names, advice);
    return new Shape(header.separator(), places, names.size(), named);
  }

  private Dataset<Row> open(SparkSession session, Shape shape, List<Path> files) {
    StructType schema = new StructType();
    for (int i = 0; i < shape.columns; i++) {
      schema = schema.add(name(i), DataTypes.StringType);
    }
    var reader =
        Reading.of(session)
            .schema(schema.add(RECORD, DataTypes.StringType))
            .option("columnNameOfCorruptRecord", RECORD)
            // A reader that skips columns does not see how many fields a row has.
            .option("columnPruning", false)
            .option("header", true)
            .option("sep", String.valueOf(shape.separator))
            .option("quote", "\"")
            .option("escape", "\"")
            .option("encoding", encoding())
            .option("multiLine", !csv.extendsAscii())
            .option("ignoreLeadingWhiteSpace", true)
            .option("ignoreTrailingWhiteSpace", true)
            .option("maxColumns", Math.max(COLUMNS, 2 * shape.columns))
            .option("maxCharsPerColumn", FIELD_CHARACTERS);
    csv.comment().ifPresent(comment -> reader.option("comment", comment.toString()));
    Dataset<Row> stored = reader.csv(Reading.paths(files));
    Column malformed = malformed(shape);
    Stored time = time(TableColumns.quoted(name(shape.places.get(0))));
    List<Stored> values = new ArrayList<>();
    for (int i = 0; i < wanted.values().size(); i++) {
      int place = shape.places.get(i + 1);
      values.add(
          place == WantedColumns.IN_FOLDER
              ? FolderColumns.stored(wanted.values().get(i))
              : value(TableColumns.quoted(name(place)), malformed));
    }
    Optional<Column> series =
        wanted.series().map(name -> key(name, shape.places.get(shape.places.size() - 1)));
    return TableColumns.select(stored, malformed, time, values, series);
  }

  /** The key of a series as text, null where it is empty. */
  private Column key(String name, int place) {
    if (place == WantedColumns.IN_FOLDER) {
      return FolderColumns.key(name);
    }
    Column read = TableColumns.quoted(name(place));
    String charset = csv.encoding();
    if (encoding().equals(charset)) {
      return when(present(read), read);
    }
    UDF1<String, String> decoded =
        text ->
            text == null ? null : new String(text.getBytes(StandardCharsets.ISO_8859_1), charset);
    return when(present(read), udf(decoded, DataTypes.StringType).apply(read));
  }

  private static String name(int column) {
    return "column " + column;
  }

  /**
   * The character set for Spark, which supports only a few. All that extend ASCII can be read as
   * Latin-1: the header is not read by Spark, and numbers are ASCII.
   */
  private String encoding() {
    if (csv.encoding().equals("UTF-8") || !csv.extendsAscii()) {
      return csv.encoding();
    }
    return StandardCharsets.ISO_8859_1.name();
  }

  private static Stored time(Column text) {
    return new Stored(text.try_cast("bigint"), present(text), text);
  }

  private Stored value(Column text, Column malformed) {
    Column number = when(malformed, lit(null)).otherwise(TableColumns.number(text, csv.decimal()));
    return new Stored(number, present(text), text);
  }

  private static Column present(Column text) {
    return text.isNotNull().and(trim(text).notEqual(""));
  }

  /**
   * Too few or too many fields, where empty ones at the end of the row do not count, nor nameless
   * ones at the end of the header.
   */
  private static Column malformed(Shape shape) {
    String separator = Pattern.quote(String.valueOf(shape.separator));
    Column unquoted = regexp_replace(TableColumns.quoted(RECORD), lit("\"[^\"]*\""), lit("q"));
    Column trimmed = regexp_replace(unquoted, lit("[" + separator + "\\s]+$"), lit(""));
    Column fields = size(split(trimmed, separator, -1));
    return TableColumns.quoted(RECORD)
        .isNotNull()
        .and(fields.lt(shape.named).or(fields.gt(shape.columns)));
  }
}
