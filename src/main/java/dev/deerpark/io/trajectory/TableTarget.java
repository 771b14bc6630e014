// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import static org.apache.spark.sql.functions.col;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.io.table.format.StoredTypes;
import dev.deerpark.io.table.format.Wording;
import dev.deerpark.settings.OutputSettings.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.CreateTableWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.CommandExecutionMode;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.internal.SessionState;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A table of Spark's catalog for a result. How whole it appears is the catalog's affair: Delta and
 * Iceberg make each write one commit.
 */
public final class TableTarget {
  private static final String OVERWRITING = "spark.sql.sources.partitionOverwriteMode";

  private static final String DEFAULT_FORMAT = "spark.sql.sources.default";

  /** What Spark calls its own catalog. */
  private static final String OWN = "spark_catalog";

  private final SparkSession session;
  private final String name;
  private final List<String> parts;
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
    this.parts = named(() -> parts(session, name));
    this.quoted = quoted(parts);
    this.exists = named(() -> session.catalog().tableExists(quoted));
  }

  private static List<String> parts(SparkSession session, String name) throws AnalysisException {
    return CollectionConverters.asJava(
        ((org.apache.spark.sql.classic.SparkSession) session)
            .sessionState()
            .sqlParser()
            .parseMultipartIdentifier(name));
  }

  private static String quoted(List<String> parts) {
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
   * Checks before the work begins, by having Spark plan what it will do at the end.
   *
   * @param type of the rows, the time column first
   * @throws BadInputException as {@link #requireColumns}, and where Spark could not write the rows
   *     into the table
   */
  public void check(StructType type) {
    StructType added = form.added(session, type);
    requireColumns(added);
    Dataset<Row> none = session.createDataFrame(List.<Row>of(), added);
    if (exists) {
      requireWhole();
      seen(none, view -> plan(insertion(view)));
    } else {
      requireDatabase();
      seen(none, view -> plan(creation(view)));
      requireHeld(added);
    }
  }

  /** Where a table would be of Spark's own catalog; others have formats as they please. */
  private void requireHeld(StructType type) {
    if (!isOwn()) {
      return;
    }
    String format = form.format().orElseGet(() -> session.conf().get(DEFAULT_FORMAT, "parquet"));
    named(() -> StoredTypes.unfit(session, format, type))
        .ifPresent(
            field -> {
              throw refused(
                  String.format(
                      Locale.ROOT,
                      "would be of the format %s, which cannot hold the column %s of the type %s."
                          + " Give another --output-format.",
                      format,
                      Names.cut(field.name()),
                      field.dataType().simpleString()));
            });
  }

  /** Where Spark's own catalog has none of this name; others may make theirs with a table. */
  private void requireDatabase() {
    if (parts.size() > 1 && isOwn()) {
      String database = quoted(List.of(parts.get(parts.size() - 2)));
      if (!named(() -> session.catalog().databaseExists(database))) {
        throw refused("is of a database that does not exist. Create it, or give another name.");
      }
    }
  }

  /** Whether the name is of a table of Spark's own catalog. */
  private boolean isOwn() {
    boolean isCurrent =
        session.catalog().currentCatalog().equals(OWN)
            && !session.conf().contains("spark.sql.catalog." + parts.get(0));
    return parts.size() <= 2 && isCurrent || parts.size() == 3 && parts.get(0).equals(OWN);
  }

  /** Refuses to replace a part of a table, which a session may have asked of all its statements. */
  private void requireWhole() {
    String overwriting = session.conf().get(OVERWRITING, "static");
    if (mode == Mode.OVERWRITE && overwriting.equalsIgnoreCase("dynamic") && isPartitioned()) {
      throw refused(
          "has partitions, and "
              + OVERWRITING
              + " is dynamic: those that the result does not have would stay. Set it to static, or"
              + " give another table.");
    }
  }

  private boolean isPartitioned() {
    return tables(session.table(quoted)).stream()
        .anyMatch(
            table ->
                table instanceof DataSourceV2Relation other
                    ? other.table().partitioning().length > 0
                    : table instanceof LogicalRelation own
                        && own.catalogTable().exists(one -> one.partitionColumnNames().nonEmpty()));
  }

  /** Finds what a statement names, and how it could be done, without doing it. */
  private void plan(String statement) {
    named(
        () -> {
          SessionState state = ((org.apache.spark.sql.classic.SparkSession) session).sessionState();
          LogicalPlan parsed = state.sqlParser().parsePlan(statement);
          state.executePlan(parsed, CommandExecutionMode.SKIP()).assertAnalyzed();
          return name;
        });
  }

  /**
   * Refuses a table that exists and is not to be changed, or lacks a column.
   *
   * @param type of the rows, with the column of partitions where one is added
   * @throws BadInputException where it does
   */
  public void requireColumns(StructType type) {
    if (!exists) {
      return;
    }
    if (mode != Mode.APPEND && mode != Mode.OVERWRITE) {
      throw refused("exists. Give another name, or say with --mode what becomes of it.");
    }
    if (form.format().isPresent()) {
      throw refused("exists and has a format of its own. Leave --output-format out.");
    }
    List<String> missing = new ArrayList<>(List.of(type.fieldNames()));
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
                    seen(formed, view -> session.sql(insertion(view)));
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
  private String insertion(String view) {
    return (mode == Mode.OVERWRITE ? "INSERT OVERWRITE TABLE " : "INSERT INTO TABLE ")
        + quoted
        + " BY NAME SELECT * FROM "
        + view;
  }

  /** What {@link #create} does, as SQL. */
  private String creation(String view) {
    String format = form.format().map(name -> " USING " + quoted(List.of(name))).orElse("");
    return "CREATE TABLE " + quoted + format + " AS SELECT * FROM " + view;
  }

  /** Does something with the name of a view of rows. */
  private void seen(Dataset<Row> rows, Consumer<String> action) {
    String view = "deerpark_" + UUID.randomUUID().toString().replace("-", "");
    rows.createOrReplaceTempView(view);
    try {
      action.accept(view);
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
    } catch (AnalysisException | ClassNotFoundException failure) { // the latter for a format
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
