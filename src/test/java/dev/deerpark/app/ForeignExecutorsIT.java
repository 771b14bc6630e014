// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.deerpark.app.record.KnownFailure;
import dev.deerpark.base.BadInputException;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Executors that lack what the driver has: one sentence names what, and no result appears. */
@Timeout(300)
@ExtendWith(SharedSession.class)
class ForeignExecutorsIT {
  private static final String[] RUN = {
    "--model", TestRuns.example("gru24_ecg208.json"),
    "--input", TestRuns.example("ecg208.parquet"),
    "--range", "0:4096",
  };

  @TempDir Path folder;

  /** A Java that starts as any other, without the module. */
  private String javaWithoutVectors() throws IOException {
    Path home = Files.createDirectories(folder.resolve("java/bin")).getParent();
    Path java = home.resolve("bin/java");
    Files.writeString(
        java,
        "#!/bin/bash\nexec '"
            + System.getProperty("java.home")
            + "/bin/java' \"${@/--add-modules=jdk.incubator.vector/-Dno.vectors}\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home.toString();
  }

  @Test
  void executorsWithoutVectorsAreRefusedBeforeTheSeriesIsRead() throws IOException {
    SparkSession.Builder session =
        TestCluster.executors(1, true).config("spark.executorEnv.JAVA_HOME", javaWithoutVectors());
    try (TestRuns runs = new TestRuns(folder, session)) {
      assertThatThrownBy(() -> runs.evaluate(RUN))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("executor 0 on ")
          .hasMessageContaining("--add-modules=jdk.incubator.vector");
      runs.assertNothingIsLeft();
      assertThat(results()).isEmpty();
    }
  }

  @Test
  void executorsWithoutOurClassesAreASentence() throws IOException {
    for (String serializer :
        new String[] {JavaSerializer.class.getName(), KryoSerializer.class.getName()}) {
      SparkSession.Builder session =
          TestCluster.executors(1, false).config("spark.serializer", serializer);
      try (TestRuns runs = new TestRuns(folder, session)) {
        Throwable failure = catchThrowable(() -> runs.evaluate(RUN));
        assertThat(KnownFailure.sentence(failure))
            .as("%s", failure)
            .hasValueSatisfying(
                sentence ->
                    assertThat(sentence)
                        .startsWith("Executor 0 on ")
                        .contains("does not have Deerpark's classes", "spark.jars"));
        runs.assertNothingIsLeft();
        assertThat(results()).isEmpty();
      }
    }
  }

  private List<Path> results() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
  }
}
