// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.HiveTableRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/**
 * The folders of the tables that a DataFrame reads: those that their catalogs or formats name, and
 * those of the files that Spark lists, which is none for a table of Iceberg.
 */
final class TableFolders {
  private TableFolders() {}

  static List<String> of(Dataset<Row> rows) {
    LogicalPlan plan =
        ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().analyzed();
    Collection<LogicalPlan> leaves = CollectionConverters.asJavaCollection(plan.collectLeaves());
    Stream<String> ofFiles =
        Arrays.stream(rows.inputFiles())
            .map(file -> new Path(URI.create(file)).getParent().toString());
    Configuration hadoop = rows.sparkSession().sparkContext().hadoopConfiguration();
    return Stream.concat(leaves.stream().flatMap(TableFolders::folders), ofFiles)
        .distinct()
        .filter(folder -> isReached(folder, hadoop))
        .toList();
  }

  /** Catalogs may read by clients of their own, where Hadoop reaches and writes nothing. */
  private static boolean isReached(String folder, Configuration hadoop) {
    try {
      Path path = new Path(folder);
      return path.getFileSystem(hadoop).exists(path);
    } catch (IOException unreachable) {
      return false;
    }
  }

  private static Stream<String> folders(LogicalPlan leaf) {
    if (leaf instanceof DataSourceV2Relation table) {
      return Optional.ofNullable(table.table().properties().get(TableCatalog.PROP_LOCATION))
          .stream();
    }
    if (leaf instanceof HiveTableRelation table) {
      return location(Optional.of(table.tableMeta()));
    }
    if (leaf instanceof LogicalRelation table) {
      Stream<String> roots =
          table.relation() instanceof HadoopFsRelation files
              ? CollectionConverters.asJava(files.location().rootPaths()).stream()
                  .map(Path::toString)
              : Stream.empty();
      return Stream.concat(roots, location(OptionConverters.toJava(table.catalogTable())));
    }
    return Stream.empty();
  }

  private static Stream<String> location(Optional<CatalogTable> table) {
    return table
        .map(CatalogTable::storage)
        .map(CatalogStorageFormat::locationUri)
        .flatMap(OptionConverters::toJava)
        .map(uri -> new Path(uri).toString())
        .stream();
  }
}
