// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SparkUseCasesTest {
  private static final String REGISTRATOR = "dev.deerpark.spark.DeerparkRegistrator";

  private static SparkConf completed(SparkConf submitted) {
    return SparkUseCases.withDefaults(submitted, Command.EVALUATE, Path.of("temporary"));
  }

  @Test
  void anEmptyConfigurationIsCompleted() {
    SparkConf conf = completed(new SparkConf(false));

    assertThat(conf.get("spark.master")).isEqualTo("local[*]");
    assertThat(conf.get("spark.app.name")).isEqualTo("Deerpark evaluate");
    assertThat(conf.get("spark.serializer")).endsWith("KryoSerializer");
    assertThat(conf.get("spark.kryo.registrator")).isEqualTo(REGISTRATOR);
    assertThat(conf.get("spark.sql.session.timeZone")).isEqualTo("UTC");
    assertThat(conf.get("spark.sql.warehouse.dir")).contains("temporary/warehouse");
    assertThat(conf.get("spark.local.dir")).contains("temporary/blocks");
    assertThat(conf.contains("spark.kryo.registrationRequired")).isFalse();
  }

  @Test
  void whatTheUserSetStays() {
    SparkConf submitted =
        new SparkConf(false)
            .set("spark.master", "spark://host:7077")
            .set("spark.app.name", "mine")
            .set("spark.kryo.registrator", "mine.Registrator")
            .set("spark.sql.warehouse.dir", "/tables");
    SparkConf conf = completed(submitted);

    assertThat(conf.get("spark.master")).isEqualTo("spark://host:7077");
    assertThat(conf.get("spark.app.name")).isEqualTo("mine");
    assertThat(conf.get("spark.kryo.registrator")).isEqualTo("mine.Registrator," + REGISTRATOR);
    assertThat(conf.get("spark.sql.warehouse.dir")).isEqualTo("/tables");
    assertThat(conf.contains("spark.local.dir")).as("of machines elsewhere").isFalse();
    assertThat(submitted.contains("spark.serializer")).as("the caller's own object").isFalse();
  }
}
