// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import static org.apache.spark.sql.functions.lit;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.TableColumns.Stored;
import dev.deerpark.sequence.time.TimeType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Parquet files. The footer of each is read, with the types of the requested columns; files in
 * which one of these has another type are read and cast separately.
 */
public final class ParquetTables {
  private final WantedColumns wanted;
  private final Configuration hadoop;

  ParquetTables(WantedColumns wanted, Configuration hadoop) {
    this.wanted = wanted;
    this.hadoop = hadoop;
  }

  /**
   * Opens files, with {@link TableColumns}; reads their footers and no rows.
   *
   * @throws BadInputException for a file that cannot be read, or that lacks a requested column, has
   *     it twice, or has it with a type that holds no numbers
   */
  public static OpenedTable open(SparkSession session, List<Path> files, WantedColumns wanted) {
    ParquetTables tables = new ParquetTables(wanted, session.sparkContext().hadoopConfiguration());
    List<Shape> shapes = InParallel.map(files, tables::shape);
    Map<Shape, List<Path>> alike = new LinkedHashMap<>();
    for (int i = 0; i < files.size(); i++) {
      alike.computeIfAbsent(shapes.get(i), key -> new ArrayList<>()).add(files.get(i));
    }
    TimeType.Kind time = shapes.get(0).time.kind();
    List<Dataset<Row>> opened = new ArrayList<>();
    alike.forEach(
        (shape, group) -> {
          tables.requireKind(time, shape.time.kind(), files.get(0), group.get(0));
          opened.add(tables.open(session, shape, group));
        });
    return new OpenedTable(time, opened);
  }

  private void requireKind(TimeType.Kind first, TimeType.Kind other, Path file, Path otherFile) {
    if (first != other) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "The time column \"%s\" holds a %s in %s, but a %s in %s. Write all files alike.",
              wanted.time(),
              first.label(),
              Wording.of(file),
              other.label(),
              Wording.of(otherFile)));
    }
  }

  /**
   * The common properties of files that can be read together.
   *
   * @param values types of the value columns; empty for a column from a folder's name
   * @param series type of the column that tells series apart; empty for one from a folder's name,
   *     and where there is none
   */
  record Shape(ParquetTime time, List<Optional<DataType>> values, Optional<DataType> series) {}

  /** The types of the requested columns in a file. */
  Shape shape(Path file) {
    ParquetMetadata footer = footer(file, hadoop);
    MessageType schema = footer.getFileMetaData().getSchema();
    List<String> names = names(schema);
    List<Integer> places = wanted.places(file, names, "");
    Type stored = schema.getType(places.get(0));
    ParquetTime time =
        ParquetTime.of(stored)
            .orElseThrow(
                () ->
                    refused(
                        file, stored, "a time column holds whole numbers, dates or timestamps"));
    List<Optional<DataType>> values = new ArrayList<>();
    int ends = wanted.values().size() + 1;
    for (int place : places.subList(1, ends)) {
      values.add(
          place == WantedColumns.IN_FOLDER
              ? Optional.empty()
              : Optional.of(number(file, schema.getType(place))));
    }
    requireCodecs(file, footer);
    return new Shape(time, values, key(file, schema, places.subList(ends, places.size())));
  }

  private static Optional<DataType> key(Path file, MessageType schema, List<Integer> place) {
    if (place.isEmpty() || place.get(0) == WantedColumns.IN_FOLDER) {
      return Optional.empty();
    }
    Type stored = schema.getType(place.get(0));
    if (ParquetNumbers.label(stored).equals("string")) {
      return Optional.of(DataTypes.StringType);
    }
    return Optional.of(
        ParquetNumbers.whole(stored)
            .orElseThrow(
                () ->
                    refused(file, stored, "the column of the series holds text or whole numbers")));
  }

  /** The names of a file's columns, in its order. */
  public static List<String> names(Path file, Configuration hadoop) {
    return names(footer(file, hadoop).getFileMetaData().getSchema());
  }

  private static List<String> names(MessageType schema) {
    return schema.getFields().stream().map(Type::getName).toList();
  }

  private static ParquetMetadata footer(Path file, Configuration hadoop) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
      return reader.getFooter();
    } catch (IOException | RuntimeException failure) {
      throw Unreadable.refused(Wording.of(file), failure);
    }
  }

  private static DataType number(Path file, Type stored) {
    return ParquetNumbers.number(stored)
        .orElseThrow(() -> refused(file, stored, "a value column holds numbers"));
  }

  private static BadInputException refused(Path file, Type stored, String rule) {
    return new BadInputException(
        String.format(
            Locale.ROOT,
            "Column \"%s\" of %s has the type %s, but %s. Convert it, or choose another column.",
            stored.getName(),
            Wording.of(file),
            ParquetNumbers.label(stored),
            rule));
  }

  private void requireCodecs(Path file, ParquetMetadata footer) {
    List<String> names = wanted.all();
    for (BlockMetaData rows : footer.getBlocks()) {
      for (ColumnChunkMetaData chunk : rows.getColumns()) {
        String name = chunk.getPath().toDotString();
        if (names.contains(name) && !isKnown(chunk.getCodec())) {
          throw new BadInputException(
              String.format(
                  Locale.ROOT,
                  "Column \"%s\" of %s is compressed by %s, which is not known here. "
                      + "Write it with zstd, snappy or gzip.",
                  name,
                  Wording.of(file),
                  chunk.getCodec()));
        }
      }
    }
  }

  private boolean isKnown(CompressionCodecName codec) {
    String name = codec.getHadoopCompressionCodecClassName();
    return name == null || hadoop.getClassByNameOrNull(name) != null;
  }

  private Dataset<Row> open(SparkSession session, Shape shape, List<Path> files) {
    List<String> names = wanted.values();
    StructType schema = new StructType().add(wanted.time(), shape.time.type());
    for (int i = 0; i < names.size(); i++) {
      Optional<DataType> type = shape.values.get(i);
      if (type.isPresent() && !List.of(schema.fieldNames()).contains(names.get(i))) {
        schema = schema.add(names.get(i), type.get());
      }
    }
    if (shape.series.isPresent() && !List.of(schema.fieldNames()).contains(series())) {
      schema = schema.add(series(), shape.series.get());
    }
    Dataset<Row> stored =
        Reading.of(session)
            .option("parquet.page.verify-checksum.enabled", true)
            .schema(schema)
            .parquet(Reading.paths(files));
    List<Stored> values = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      values.add(
          shape.values.get(i).isPresent()
              ? number(names.get(i))
              : FolderColumns.stored(names.get(i)));
    }
    Optional<Column> series = wanted.series().map(name -> key(name, shape.series));
    return TableColumns.select(
        stored, lit(false), shape.time.column(wanted.time()), values, series);
  }

  private String series() {
    return wanted.series().orElseThrow();
  }

  private static Column key(String name, Optional<DataType> type) {
    return type.map(
            stored ->
                TableColumns.quoted(name)
                    .cast(stored == DataTypes.StringType ? "string" : "bigint"))
        .orElseGet(() -> FolderColumns.key(name));
  }

  private static Stored number(String name) {
    Column column = TableColumns.quoted(name);
    return new Stored(column.try_cast("double"), column.isNotNull(), column.cast("string"));
  }
}
