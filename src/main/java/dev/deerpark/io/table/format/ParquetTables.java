// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import static org.apache.spark.sql.functions.lit;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.format.TableColumns.Stored;
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
  public static List<Dataset<Row>> open(
      SparkSession session, List<Path> files, WantedColumns wanted) {
    ParquetTables tables = new ParquetTables(wanted, session.sparkContext().hadoopConfiguration());
    List<List<Optional<DataType>>> types = InParallel.map(files, tables::types);
    Map<List<Optional<DataType>>, List<Path>> alike = new LinkedHashMap<>();
    for (int i = 0; i < files.size(); i++) {
      alike.computeIfAbsent(types.get(i), key -> new ArrayList<>()).add(files.get(i));
    }
    List<Dataset<Row>> opened = new ArrayList<>();
    alike.forEach((key, group) -> opened.add(tables.open(session, key, group)));
    return opened;
  }

  /**
   * The types of the requested columns, the time column first; empty for a column from a folder's
   * name.
   */
  List<Optional<DataType>> types(Path file) {
    ParquetMetadata footer = footer(file, hadoop);
    MessageType schema = footer.getFileMetaData().getSchema();
    List<String> names = names(schema);
    List<Integer> places = wanted.places(file, names, "");
    List<Optional<DataType>> types = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      boolean stored = places.get(i) != WantedColumns.IN_FOLDER;
      types.add(
          stored
              ? Optional.of(type(file, schema.getType(places.get(i)), i == 0))
              : Optional.empty());
    }
    requireCodecs(file, footer);
    return types;
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

  private static DataType type(Path file, Type stored, boolean time) {
    return (time ? ParquetNumbers.whole(stored) : ParquetNumbers.number(stored))
        .orElseThrow(
            () ->
                new BadInputException(
                    String.format(
                        Locale.ROOT,
                        "Column \"%s\" of %s has the type %s, but %s. "
                            + "Convert it, or choose another column.",
                        stored.getName(),
                        Wording.of(file),
                        ParquetNumbers.label(stored),
                        time
                            ? "a time column holds whole numbers (timestamps come later)"
                            : "a value column holds numbers")));
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

  private Dataset<Row> open(
      SparkSession session, List<Optional<DataType>> types, List<Path> files) {
    List<String> names = wanted.all();
    StructType schema = new StructType();
    for (int i = 0; i < names.size(); i++) {
      if (types.get(i).isPresent() && !List.of(schema.fieldNames()).contains(names.get(i))) {
        schema = schema.add(names.get(i), types.get(i).get());
      }
    }
    Dataset<Row> stored =
        Reading.of(session)
            .option("parquet.page.verify-checksum.enabled", true)
            .schema(schema)
            .parquet(Reading.paths(files));
    List<Stored> values = new ArrayList<>();
    for (int i = 1; i < names.size(); i++) {
      values.add(
          types.get(i).isPresent()
              ? number(names.get(i), "double")
              : FolderColumns.stored(names.get(i)));
    }
    return TableColumns.select(stored, lit(false), number(wanted.time(), "bigint"), values);
  }

  private static Stored number(String name, String type) {
    Column column = TableColumns.quoted(name);
    return new Stored(column.try_cast(type), column.isNotNull(), column.cast("string"));
  }
}
