// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.console.TestConsole;
import dev.deerpark.app.run.WorkDirectory;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSession.class)
class LazyResultIT {
  @TempDir private Path folder;

  /** As one whose Spark has been stopped. */
  private record Stuck() implements OpenResult {
    @Override
    public JavaRDD<InternalRow> rows() {
      throw new UnsupportedOperationException();
    }

    @Override
    public StructType type() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      throw new IllegalStateException("stopped");
    }
  }

  @Test
  void theWorkFolderGoesAlsoWhereTheResultCannotBeFreed() {
    SparkSession spark = TestSession.local();
    WorkDirectory work =
        WorkDirectory.in(
            new org.apache.hadoop.fs.Path(folder.toString()),
            new Configuration(),
            TestConsole.keeping(new ArrayList<>()));
    work.takeCheckpoints(JavaSparkContext.fromSparkContext(spark.sparkContext()));
    SolvedSeries solved =
        new SolvedSeries(new Stuck(), false, Optional::empty, output -> ExitStatus.DONE);
    assertThat(folder).isNotEmptyDirectory();

    assertThatThrownBy(() -> LazyResult.of(spark, solved, false, work, "{}")).hasMessage("stopped");

    assertThat(folder).isEmptyDirectory();
  }
}
