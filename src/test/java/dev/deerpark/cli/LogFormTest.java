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
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.api.Test;

/** The configurations of the log that the scripts choose from. */
class LogFormTest {

  private static String logged(String file, Throwable thrown) {
    LoggerContext context = new LoggerContext("test");
    ConfigurationSource source = ConfigurationSource.fromUri(Path.of("conf", file).toUri());
    Configuration configuration =
        ConfigurationFactory.getInstance().getConfiguration(context, source);
    configuration.initialize();
    Layout<?> layout = configuration.getAppender("console").getLayout();
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
