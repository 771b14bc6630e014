// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The Java code in the pages that needs Spark. */
@ExtendWith(SharedSession.class)
class CodeIT {
  @TempDir private Path folder;

  @Test
  void theReadmesDataFrameIsEvaluatedAndWritten() throws Exception {
    SparkSession spark = TestSession.local();
    List<String> block =
        Pages.code(Pages.README, "java").get(1).stream()
            .map(line -> line.replace("\"beats\"", "\"" + folder.resolve("beats") + "\""))
            .collect(Collectors.toList());
    List<Object> results = CompiledCode.run(folder, block, "sentence");

    // so short a series may be left to the loop
    assertThat((String) results.get(0)).matches("(Converged|Walked all steps).*");
    assertThat(spark.read().parquet(folder.resolve("beats").toString()).count()).isEqualTo(108_000);
  }
}
