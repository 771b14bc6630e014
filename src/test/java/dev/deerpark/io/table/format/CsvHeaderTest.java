// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.settings.CsvSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvHeaderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"a.tsv,2", "A.TSV,2", "a.csv,1", "of.tsv-files.csv,1", "a.tsvs.csv,1"})
  void filesThatAreNamedSoAreSeparatedByTabs(String name, int columns) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "t\ta\n0\t1\n");
    CsvHeader header =
        CsvHeader.read(
            new org.apache.hadoop.fs.Path(file.toUri()), CsvSettings.DEFAULT, new Configuration());
    assertThat(header.names()).hasSize(columns);
  }
}
