// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import static org.apache.spark.sql.functions.col;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.io.table.format.Wording;
import dev.deerpark.settings.OutputSettings.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.CreateTableWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A table of Spark's catalog for a result. How whole it appears is the catalog's affair: Delta and
 * Iceberg make each write one commit.
 */
public final class TableTarget {
  private final SparkSession session;
  private final String name;
  private final String quoted;
  private final Mode mode;
  private final ResultForm form;
  private final boolean exists;

  /**
   * Looks whether the table exists.
   *
   * @param name of one or several parts, in backticks where they need them
   * @throws BadInputException where it is no name, or its catalog cannot be reached
   */
  public TableTarget(SparkSession session, String name, Mode mode, ResultForm form) {
    this.session = session;
    this.name = name;
    this.mode = mode;
    this.form = form;
    this.quoted = named(() -> quoted(session, name));
    this.exists = named(() -> session.catalog().tableExists(quoted));
  }

  private static String quoted(SparkSession session, String name) throws AnalysisException {
    List<String> parts =
        CollectionConverters.asJava(
            ((org.apache.spark.sql.classic.SparkSession) session)
                .sessionState()
                .sqlParser()
                .parseMultipartIdentifier(name));
    return parts.stream()
        .map(part -> "`" + part.replace("`", "``") + "`")
        .collect(Collectors.joining("."));
  }

  /** Whether it was there when this was made. */
  public boolean exists() {
    return exists;
  }

  /**
   * Whether the table exists and has a row.
   *
   * @throws BadInputException where it cannot be read
   */
  public boolean hasRows() {
    return exists && !named(() -> session.table(quoted)).isEmpty();
  }

  /** Whether there is nothing to do. */
  public boolean isSkipped() {
    return exists && mode == Mode.SKIP;
  }

  /**
   * Refuses rows that are read from this table, itself or through a view.
   *
   * @throws BadInputException where they are
   */
  public void requireOther(Dataset<Row> read) {
    if (!exists) {
      return;
    }
    List<LogicalPlan> own = tables(session.table(quoted));
    if (tables(read).stream().anyMatch(table -> own.stream().anyMatch(table::sameResult))) {
      throw refused("is what the run reads, and would be changed. Give another table.");
    }
  }

  private static List<LogicalPlan> tables(Dataset<Row> rows) {
    return CollectionConverters.asJava(
        ((org.apache.spark.sql.classic.Dataset<Row>) rows)
            .queryExecution()
            .analyzed()
            .collectLeaves());
  }

  /**
   * Checks before the work begins.
   *
   * @param type of the rows, the time column first
   * @throws BadInputException where the table exists and is not to be changed, or lacks a column
   */
  public void check(StructType type) {
    StructType added = form.added(session, type);
    if (!exists) {
      return;
    }
    if (mode != Mode.APPEND && mode != Mode.OVERWRITE) {
      throw refused("exists. Give another name, or say with --mode what becomes of it.");
    }
    if (form.format().isPresent()) {
      throw refused("exists and has a format of its own. Leave --output-format out.");
    }
    List<String> missing = new ArrayList<>(List.of(added.fieldNames()));
    missing.removeAll(List.of(named(() -> session.table(quoted)).columns()));
    if (!missing.isEmpty()) {
      throw refused(
          "has no column "
              + Names.list(missing)
              + ". Add it, choose other columns, or give another table.");
    }
  }

  /**
   * Refuses a table that exists and has a column of the result in another type. A batch converts
   * such numbers; a stream adds files as they are.
   *
   * @param type of the rows
   * @throws BadInputException where it does
   */
  public void requireTypes(StructType type) {
    if (!exists) {
      return;
    }
    StructType found = named(() -> session.table(quoted)).schema();
    for (StructField field : type.fields()) {
      for (StructField own : found.fields()) {
        // written out, as it is of no account here what may be null
        String is = own.dataType().catalogString();
        String has = field.dataType().catalogString();
        if (own.name().equals(field.name()) && !is.equals(has)) {
          throw refused(
              "has the column "
                  + Names.cut(own.name())
                  + " as "
                  + is
                  + ", and the result as "
                  + has
                  + ". Give another table.");
        }
      }
    }
  }

  /**
   * Writes the rows.
   *
   * @throws BadInputException where the catalog refuses them
   */
  public void write(Dataset<Row> rows) {
    Dataset<Row> formed = form.of(rows);
    UnfitRow.named(
        "The output table " + Names.cut(name) + " cannot have a row",
        () ->
            named(
                () -> {
                  if (exists) {
                    insert(formed);
                  } else {
                    create(formed);
                  }
                  return name;
                }));
  }

  private void create(Dataset<Row> rows) throws Exception {
    CreateTableWriter<Row> writer = rows.writeTo(quoted);
    form.format().ifPresent(writer::using);
    form.compression().ifPresent(name -> writer.option("compression", name));
    form.partitionColumns().forEach(column -> writer.partitionedBy(col(column)));
    writer.create();
  }

  /** By SQL: the table keeps its definition, and each column finds its own. */
  private void insert(Dataset<Row> rows) {
    String view = "deerpark_" + UUID.randomUUID().toString().replace("-", "");
    rows.createOrReplaceTempView(view);
    try {
      session.sql(
          (mode == Mode.OVERWRITE ? "INSERT OVERWRITE TABLE " : "INSERT INTO TABLE ")
              + quoted
              + " BY NAME SELECT * FROM "
              + view);
    } finally {
      session.catalog().dropTempView(view);
    }
  }

  private interface Action<T> {
    T run() throws Exception;
  }

  /** Runs an action whose failures of analysis are about this table. */
  private <T> T named(Action<T> action) {
    try {
      return action.run();
    } catch (AnalysisException failure) {
      throw new BadInputException(
          "The output table " + Names.cut(name) + " cannot be used: " + Wording.sentence(failure),
          failure);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private BadInputException refused(String why) {
    return new BadInputException("The output table " + Names.cut(name) + " " + why);
  }
}
