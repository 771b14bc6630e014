// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import dev.deerpark.app.LabelListener;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.console.TestConsole;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.settings.StudySettings;
import dev.deerpark.spark.TestCluster;
import dev.deerpark.spark.TestSession;
import dev.deerpark.study.RunRow;
import dev.deerpark.study.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Runs studies as a command line would, on Spark as the tests have it. */
final class TestStudies {
  private final Path output;
  private final Path events;
  private final List<String> lines = new ArrayList<>();
  private final LabelListener labels = new LabelListener();

  TestStudies(Path folder) {
    this.output = folder.resolve("study");
    this.events = folder.resolve("events");
    try {
      Files.createDirectories(events);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path output() {
    return output;
  }

  List<String> lines() {
    return lines;
  }

  List<RunRow> rows() throws IOException {
    return RunRow.table().parse(Files.readString(output.resolve("runs.csv")));
  }

  /** Files of the study's folder that are none of its own. */
  List<String> leftBehind() throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("."))
          .toList();
    }
  }

  ExitStatus run(String words) {
    Map<Option, String> options = new EnumMap<>(Option.class);
    options.put(Option.OUTPUT, output.toString());
    String[] parts = words.strip().split(" ");
    for (int at = 0; at < parts.length; at++) {
      Option option = named(parts[at]);
      options.put(option, option.isSwitch() ? "true" : parts[++at]);
    }
    StudySettings settings = StudySettings.of(OptionValues.resolve(options, Map.of()));
    Configuration hadoop = new Configuration();
    if (settings.task().predictedLength().isPresent()) {
      return new Predict(settings, hadoop, TestConsole.keeping(lines)).run();
    }
    return settings.task().eventLog().isPresent()
        ? new EventLogs(settings, hadoop, TestConsole.keeping(lines)).run()
        : new Study(new OfTests(events, labels), settings, hadoop, TestConsole.keeping(lines))
            .run();
  }

  /** How jobs and kept data of the studies were called. */
  LabelListener labels() {
    return labels;
  }

  /** The folder in which Spark's event logs are left. */
  Path events() {
    return events;
  }

  private static Option named(String flag) {
    return Stream.of(Option.values())
        .filter(option -> option.flag().equals(flag))
        .findFirst()
        .orElseThrow();
  }

  /** Threads, or executors in processes of their own. */
  private record OfTests(Path events, LabelListener labels) implements Applications {
    @Override
    public SparkSession start(Workers workers) {
      SparkSession.Builder settings =
          workers.separate()
              ? TestCluster.executors(workers.executors(), true)
              : TestSession.builder("local[" + workers.cores() + "]");
      SparkSession spark =
          TestSession.own(
              settings
                  .config("spark.eventLog.enabled", true)
                  .config("spark.eventLog.dir", events.toUri().toString()));
      spark.sparkContext().addSparkListener(labels);
      return spark;
    }

    @Override
    public boolean onThisMachine() {
      return true;
    }

    @Override
    public boolean startAgain() {
      return true;
    }

    @Override
    public int coresOfExecutor() {
      return 1;
    }
  }
}
