// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.table.Mutation;
import dev.deerpark.settings.CsvSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged headers and footers are understood or refused: nothing else ever happens. */
class MutatedHeaderTest {
  /** Each opens a table, which takes a hundred times as long as a sidecar. */
  private static final int TRIALS =
      Math.min(Integer.getInteger("deerpark.fuzz.trials", 5000) / 10, 5000);

  private static final WantedColumns WANTED = new WantedColumns("t", List.of("a", "b"));

  @TempDir static java.nio.file.Path folder;
  private final Configuration hadoop = new Configuration();

  @Test
  void csv() throws IOException {
    byte[] whole = "t,\"a\",b,note\r\n0,1,2,x\r\n".getBytes(StandardCharsets.UTF_8);
    tryAll("s.csv", whole, true, 1);
  }

  @Test
  void gzip() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write("t,a,b\n0,1,2\n".getBytes(StandardCharsets.UTF_8));
    }
    tryAll("s.csv.gz", zipped.toByteArray(), false, 2_000_000);
  }

  @Test
  void parquet() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message table { required int64 t; optional double a; required float b; }");
    java.nio.file.Path file = folder.resolve("whole.parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new Path(file.toString())).withType(schema).build()) {
      for (long t = 0; t < 5; t++) {
        writer.write(
            new SimpleGroupFactory(schema)
                .newGroup()
                .append("t", t)
                .append("a", 0.5)
                .append("b", 2f));
      }
    }
    tryAll("s.parquet", Files.readAllBytes(file), false, 4_000_000);
  }

  private void tryAll(String name, byte[] whole, boolean text, long firstSeed) throws IOException {
    java.nio.file.Path file = folder.resolve(name);
    for (long seed = firstSeed; seed < firstSeed + TRIALS; seed++) {
      Files.write(file, Mutation.of(whole, text, new Random(seed)));
      try {
        open(new Path(file.toString()));
      } catch (BadInputException refusal) {
        assertThat(refusal.getMessage()).as("seed %d", seed).hasSizeLessThan(400);
      } catch (Throwable failure) {
        throw new AssertionError("seed " + seed, failure);
      }
    }
  }

  private void open(Path file) {
    if (file.getName().endsWith(".parquet")) {
      new ParquetTables(WANTED, hadoop).shape(file);
    } else {
      CsvHeader header = CsvHeader.read(file, CsvSettings.DEFAULT, hadoop);
      WANTED.places(file, header.names(), header.advice("t"));
    }
  }
}
