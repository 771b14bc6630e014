// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.monitor.DeerparkPlugin;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.executor.Executor;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What others see of a run: Prometheus, JMX, and those who read its log. */
@ExtendWith(SharedSession.class)
class MonitorIT {
  private static final String PLUGIN = DeerparkPlugin.class.getName();
  private static final String[] RUN = {
    "--example", "ecg", "--range", "0:2000", "--method", "deer", "--segment-length", "20"
  };

  @TempDir Path folder;
  private TestRuns runs;

  @BeforeEach
  void start() {
    SparkSession.Builder session =
        TestSession.builder("local[2]")
            .config("spark.plugins", PLUGIN)
            .config("spark.metrics.conf", "conf/metrics.properties")
            .config("spark.ui.enabled", true)
            .config("spark.ui.port", 0);
    runs = new TestRuns(folder, session);
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  /** Those of ours, by name. */
  private Map<String, Double> scraped() throws Exception {
    String address = runs.session().sparkContext().uiWebUrl().get() + "/metrics/prometheus/";
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
    String page = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    String ours = "_" + PLUGIN.replace('.', '_') + "_(\\w+)_Value\\{\\S*} (\\S+)";
    Matcher lines = Pattern.compile(ours).matcher(page);
    return lines
        .results()
        .collect(
            Collectors.toMap(line -> line.group(1), line -> Double.parseDouble(line.group(2))));
  }

  @Test
  void gaugesShowTheFiguresOfTheReport() throws Exception {
    Ended ended = runs.evaluate(RUN);
    Map<String, Double> gauges = scraped();
    var iterations = ended.report().get("history");
    var last = iterations.get(iterations.size() - 1);
    for (String figure : List.of("residual", "settledSegments", "movedSegments")) {
      assertThat(gauges.get(figure)).as(figure).isEqualTo(last.get(figure).asDouble());
    }
    assertThat(gauges).containsEntry("iteration", iterations.size() - 1.0);
    assertThat(gauges).containsEntry("segments", 100.0);
    for (String phase : List.of("validate", "read", "solve", "write", "verify")) {
      double reported = ended.report().get("secondsByPhase").get(phase).asDouble();
      assertThat(gauges.get("seconds_" + phase)).as(phase).isCloseTo(reported, within(0.5));
    }
    assertThat(gauges.get("deviceBytes")).isZero();
    assertThat(gauges.get("residentBytes")).isGreaterThan(1 << 24);
  }

  @Test
  void theSameGaugesAreMBeans() throws Exception {
    runs.evaluate(RUN);
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    Set<ObjectName> names =
        beans.queryNames(
            new ObjectName("metrics:name=*." + PLUGIN + ".iteration,type=gauges"), null);
    assertThat(names).hasSize(1);
    Object iteration = beans.getAttribute(names.iterator().next(), "Value");
    assertThat((double) iteration).isEqualTo(scraped().get("iteration"));
  }

  @Test
  void theLogOfEachTaskNamesItsRunIterationAndPartition() {
    Logger logger = (Logger) LogManager.getLogger(Executor.class);
    Level before = logger.getLevel();
    Recorded recorded = new Recorded();
    recorded.start();
    logger.addAppender(recorded);
    Configurator.setLevel(logger.getName(), Level.INFO);
    try {
      runs.evaluate(RUN);
    } finally {
      Configurator.setLevel(logger.getName(), before);
      logger.removeAppender(recorded);
    }
    String run = runs.session().sparkContext().applicationId();
    assertThat(recorded.fields)
        .as("of a task of the second sweep")
        .anySatisfy(
            fields ->
                assertThat(fields)
                    .containsEntry("run", run)
                    .containsEntry("phase", "solve")
                    .containsEntry("iteration", "1")
                    .containsEntry("partition", "1"));
    assertThat(recorded.fields)
        .as("of a task that checks")
        .anySatisfy(
            fields ->
                assertThat(fields).containsEntry("phase", "verify").doesNotContainKey("iteration"));
  }

  private static final class Recorded extends AbstractAppender {
    private final List<Map<String, String>> fields = new CopyOnWriteArrayList<>();

    Recorded() {
      super("recorded", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      fields.add(event.getContextData().toMap());
    }
  }
}
