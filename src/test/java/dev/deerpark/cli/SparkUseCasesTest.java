// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.app.console.Console;
import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SparkUseCasesTest {
  private static final String REGISTRATOR = "dev.deerpark.spark.DeerparkRegistrator";
  private static final String PLUGIN = "dev.deerpark.app.monitor.DeerparkPlugin";

  private static SparkConf completed(SparkConf submitted) {
    return SparkUseCases.withDefaults(submitted, Command.EVALUATE, Path.of("temporary"));
  }

  /**
   * A standalone worker takes it out of a driver's options, so that no list of processes has it.
   */
  @Test
  void aDriverOnAStandaloneClusterHasTheClustersSecret() {
    SparkConf conf = new SparkConf(false).set("spark.authenticate", "true");
    SparkUseCases.takeSecret(conf, Optional.empty());
    assertThat(conf.contains("spark.authenticate.secret")).isFalse();
    SparkUseCases.takeSecret(conf, Optional.of("hush"));
    assertThat(conf.get("spark.authenticate.secret")).isEqualTo("hush");
    SparkUseCases.takeSecret(conf, Optional.of("other"));
    assertThat(conf.get("spark.authenticate.secret")).isEqualTo("hush");
    SparkConf open = new SparkConf(false);
    SparkUseCases.takeSecret(open, Optional.of("hush"));
    assertThat(open.contains("spark.authenticate.secret")).isFalse();
  }

  @Test
  void anEmptyConfigurationIsCompleted() {
    SparkConf conf = completed(new SparkConf(false));

    assertThat(conf.get("spark.master")).isEqualTo("local[*]");
    assertThat(conf.get("spark.app.name")).isEqualTo("Deerpark evaluate");
    assertThat(conf.get("spark.serializer")).endsWith("KryoSerializer");
    assertThat(conf.get("spark.kryo.registrator")).isEqualTo(REGISTRATOR);
    assertThat(conf.get("spark.plugins")).isEqualTo(PLUGIN);
    assertThat(conf.get("spark.sql.session.timeZone")).isEqualTo("UTC");
    assertThat(conf.get("spark.sql.warehouse.dir")).contains("temporary/warehouse");
    assertThat(conf.get("spark.local.dir")).contains("temporary/blocks");
    assertThat(conf.get("spark.sql.sources.parallelPartitionDiscovery.parallelism"))
        .isEqualTo("256");
    assertThat(conf.contains("spark.kryo.registrationRequired")).isFalse();
  }

  @Test
  void whatTheUserSetStays() {
    SparkConf submitted =
        new SparkConf(false)
            .set("spark.master", "spark://host:7077")
            .set("spark.app.name", "mine")
            .set("spark.kryo.registrator", "mine.Registrator")
            .set("spark.plugins", "mine.Plugin")
            .set("spark.sql.warehouse.dir", "/tables");
    SparkConf conf = completed(submitted);

    assertThat(conf.get("spark.master")).isEqualTo("spark://host:7077");
    assertThat(conf.get("spark.app.name")).isEqualTo("mine");
    assertThat(conf.get("spark.kryo.registrator")).isEqualTo("mine.Registrator," + REGISTRATOR);
    assertThat(conf.get("spark.plugins")).isEqualTo("mine.Plugin," + PLUGIN);
    assertThat(conf.get("spark.sql.warehouse.dir")).isEqualTo("/tables");
    assertThat(conf.contains("spark.local.dir")).as("of machines elsewhere").isFalse();
    assertThat(submitted.contains("spark.serializer")).as("the caller's own object").isFalse();
  }

  @Test
  void localSparkIsGivenNoSettingsForGpusAndSaysSo() {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.executor.resource.gpu.amount", "1")
            .set("spark.executor.resource.gpu.discoveryScript", "x")
            .set("spark.task.resource.gpu.amount", "1")
            .set("spark.executor.resource.fpga.amount", "1");
    List<String> said = new ArrayList<>();
    SparkUseCases.withoutGpus(conf, false, console(said));
    assertThat(conf.getAll()).hasSize(1);
    assertThat(said).singleElement().asString().contains("spark.task.resource.gpu.amount");
    SparkUseCases.withoutGpus(conf, false, console(said));
    assertThat(said).as("nothing is left out").hasSize(1);
    SparkUseCases.withoutGpus(conf, true, console(said));
    assertThat(said.get(1)).as("no GPU has been seen yet").contains("all are to share");
  }

  @Test
  void gpusThatSparkWasNotAskedForAreRefused() {
    EvaluateSettings settings = gpus();
    SparkConf conf = new SparkConf(false).set("spark.master", "yarn");
    assertThatThrownBy(() -> SparkUseCases.requireGpus(conf, settings))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--gpus", "submit/spark-submit", "spark.task.resource.gpu.amount");
    conf.set("spark.executor.resource.gpu.amount", "1").set("spark.task.resource.gpu.amount", "1");
    SparkUseCases.requireGpus(conf, settings);
    SparkUseCases.requireGpus(new SparkConf(false).set("spark.master", "local[2]"), settings);
  }

  @Test
  void aTableThatWouldBeGoneAfterTheRunIsRefused() {
    SparkConf conf = new SparkConf(false).set("spark.sql.catalog.lake", "org.example.Catalog");
    SparkUseCases.requireCatalogThatLasts(conf, "lake.plant.states");
    SparkUseCases.requireCatalogThatLasts(conf, "delta.`/lake/states`");
    conf.set("spark.sql.catalog.spark_catalog", "org.example.Catalog");
    assertThatThrownBy(
            () -> SparkUseCases.requireCatalogThatLasts(conf, "spark_catalog.plant.states"))
        .isInstanceOf(BadInputException.class);
    assertThatThrownBy(() -> SparkUseCases.requireCatalogThatLasts(conf, "plant.states"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("--output-table: plant.states is in Spark's own catalog")
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(400));
    conf.set("spark.sql.catalogImplementation", "hive");
    SparkUseCases.requireCatalogThatLasts(conf, "plant.states");
  }

  private static EvaluateSettings gpus() {
    Map<Option, String> options = Map.of(Option.EXAMPLE, "ecg", Option.GPUS, "1");
    return EvaluateSettings.forEvaluate(OptionValues.resolve(options, Map.of()));
  }

  private static Console console(List<String> said) {
    return new Console() {
      @Override
      public void line(String text) {
        said.add(text);
      }

      @Override
      public void warning(String sentence) {
        said.add(sentence);
      }
    };
  }
}
