// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configurations of the log that the scripts choose from. */
class LogFormTest {

  private static String logged(String file, Throwable thrown) {
    Layout<?> layout = configuration(file).getAppender("console").getLayout();
    LogEvent event =
        Log4jLogEvent.newBuilder()
            .setLevel(Level.WARN)
            .setLoggerName("dev.deerpark.Some")
            .setMessage(new SimpleMessage("spark.ssl.keyPassword=hunter2 is \"set\""))
            .setContextData(new SortedArrayStringMap(Map.of("iteration", "3")))
            .setThrown(thrown)
            .build();
    return new String(layout.toByteArray(event), UTF_8);
  }

  private static Configuration configuration(String file) {
    LoggerContext context = new LoggerContext("test");
    ConfigurationSource source = ConfigurationSource.fromUri(Path.of("conf", file).toUri());
    Configuration configuration =
        ConfigurationFactory.getInstance().getConfiguration(context, source);
    configuration.initialize();
    return configuration;
  }

  /** Whether a warning reaches the appenders. */
  private static boolean isShown(String file, String logger, String warning) {
    LoggerConfig config = configuration(file).getLoggerConfig(logger);
    config.start(); // filters decide only then
    LogEvent event =
        Log4jLogEvent.newBuilder()
            .setLevel(Level.WARN)
            .setLoggerName(logger)
            .setMessage(new SimpleMessage(warning))
            .build();
    return config.getLevel().isLessSpecificThan(Level.WARN) && !config.isFiltered(event);
  }

  @ParameterizedTest
  @CsvSource({
    "org.apache.spark.scheduler.DAGScheduler, Broadcasting large task binary with size 4.2 MiB",
    "org.apache.spark.util.SparkStringUtils, Truncated the string representation of a plan",
    "org.apache.spark.sql.catalyst.util.StringUtils, Truncated the string representation of a plan",
    "org.apache.spark.internal.io.SparkHadoopWriter, Task attempt_1 aborted.",
    "org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter, Could not delete a file",
    "org.apache.spark.sql.execution.datasources.FileFormatWriter, Aborting job",
  })
  void whatSparkTellsOfItsSizesAndOfWritesThatFailIsNotForTheConsole(
      String logger, String warning) {
    assertThat(isShown("log4j2.properties", logger, warning)).isFalse();
    assertThat(isShown("log4j2-json.properties", logger, warning)).isTrue();
  }

  @Test
  void otherWarningsOfTheSchedulerAreShown() {
    String scheduler = "org.apache.spark.scheduler.DAGScheduler";
    String warning = "Creating new stage failed due to exception";
    assertThat(isShown("log4j2.properties", scheduler, warning)).isTrue();
  }

  @Test
  void jsonHasTheFieldsOfSparksStructuredLoggingInOneLineWithoutSecrets() throws IOException {
    String line = logged("log4j2-json.properties", new IllegalStateException("token=hunter2 too"));
    assertThat(line.strip()).doesNotContain("\n").doesNotContain("hunter2");
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.get("level").asText()).isEqualTo("WARN");
    assertThat(json.get("logger").asText()).isEqualTo("dev.deerpark.Some");
    assertThat(json.get("msg").asText())
        .isEqualTo(
            "spark.ssl.keyPassword=*********(redacted) is \"set\": token=*********(redacted) too");
    assertThat(json.get("context").get("iteration").asText()).isEqualTo("3");
    assertThat(json.get("exception").get("class").asText())
        .isEqualTo(IllegalStateException.class.getName());
    assertThat(json.get("exception").get("stacktrace").get(0).get("method").asText())
        .startsWith("json");
    assertThat(json.get("ts").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
  }

  @Test
  void jsonOfALineWithoutAnExceptionHasNone() throws IOException {
    JsonNode json = new ObjectMapper().readTree(logged("log4j2-json.properties", null));
    assertThat(json.has("exception")).isFalse();
    assertThat(json.get("msg").asText()).endsWith(" is \"set\"");
  }

  @Test
  void textHasNoSecretsEither() {
    assertThat(logged("log4j2.properties", new IllegalStateException("token=hunter2")))
        .contains("Some: spark.ssl.keyPassword=*********(redacted) is")
        .doesNotContain("hunter2");
  }
}
