// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import dev.deerpark.app.console.Console;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.StudySettings;
import dev.deerpark.study.LogRow;
import dev.deerpark.study.page.LogPage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.deploy.history.EventLogFileReader;
import org.apache.spark.scheduler.ReplayListenerBus;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The use case of {@code study --from-event-log}: takes the event logs of any runs apart, with
 * Spark's own reader. It needs no cluster.
 */
public final class EventLogs {
  private final StudySettings settings;
  private final Configuration hadoop;
  private final Console console;
  private final StudyFolder folder;

  /**
   * @param settings as from {@link StudySettings#of}, with an event log
   * @param hadoop the file systems' configuration
   * @param console hears what comes out
   */
  public EventLogs(StudySettings settings, Configuration hadoop, Console console) {
    this.settings = settings;
    this.hadoop = hadoop;
    this.console = console;
    this.folder = new StudyFolder(settings.output(), hadoop);
  }

  /**
   * Writes {@code phases.csv} and {@code report.html}, and prints the phases.
   *
   * @throws BadInputException for a path without an event log, or one that cannot be read
   */
  public ExitStatus run() {
    if (folder.isTaken()) {
      throw new BadInputException(
          "--output: "
              + folder.path()
              + " holds a study. Name another folder for the event log's.");
    }
    List<LogRow> rows = new ArrayList<>();
    for (EventLogFileReader log : logs()) {
      EventCollector events = replay(log);
      if (!events.jobs().isEmpty()) {
        rows.addAll(LogRow.of(events.application(), events.jobs(), Math.max(1, events.cores())));
      }
    }
    if (rows.isEmpty()) {
      throw refused("no job is recorded there");
    }
    tell(rows);
    folder.write("phases.csv", LogRow.table().csv(rows));
    folder.write("report.html", LogPage.of(rows));
    console.line("Phases:  " + folder.file("phases.csv"));
    console.line("Report:  " + folder.file("report.html"));
    return ExitStatus.DONE;
  }

  private String path() {
    return settings.task().eventLog().orElseThrow();
  }

  private BadInputException refused(String why) {
    return new BadInputException(
        "--from-event-log "
            + path()
            + ": "
            + why
            + ". Name a log that Spark wrote with spark.eventLog.enabled, or the folder of several.");
  }

  /** The log that the path is, or those in its folder. */
  private List<EventLogFileReader> logs() {
    try {
      Path path = new Path(path());
      FileSystem files = path.getFileSystem(hadoop);
      if (!files.exists(path)) {
        throw refused("nothing is there");
      }
      Option<EventLogFileReader> one = EventLogFileReader.apply(files, files.getFileStatus(path));
      if (one.isDefined()) {
        return List.of(one.get());
      }
      return Arrays.stream(files.listStatus(path))
          .sorted(Comparator.comparing(FileStatus::getPath))
          .map(status -> EventLogFileReader.apply(files, status))
          .filter(Option::isDefined)
          .map(Option::get)
          .toList();
    } catch (IOException e) {
      throw refused("it cannot be read (" + e.getMessage() + ")");
    }
  }

  private EventCollector replay(EventLogFileReader log) {
    EventCollector events = new EventCollector();
    ReplayListenerBus bus = new ReplayListenerBus();
    bus.addListener(events);
    for (FileStatus file : CollectionConverters.asJava(log.listEventLogFiles())) {
      Path path = file.getPath();
      try (InputStream lines = EventLogFileReader.openEventLog(path, path.getFileSystem(hadoop))) {
        // a log that ends in the middle of a line is that of a run that was killed
        bus.replay(lines, path.toString(), true, ReplayListenerBus.SELECT_ALL_FILTER());
      } catch (IOException | IllegalArgumentException e) {
        throw refused(path.getName() + " is no event log of this Spark (" + e.getMessage() + ")");
      }
    }
    return events;
  }

  private void tell(List<LogRow> rows) {
    for (String application : rows.stream().map(LogRow::application).distinct().toList()) {
      List<LogRow> own =
          rows.stream().filter(row -> row.application().equals(application)).toList();
      console.line(String.format(Locale.ROOT, "%s, %d cores", application, own.get(0).cores()));
      Map<String, Double> seconds =
          own.stream()
              .collect(
                  Collectors.groupingBy(
                      row -> row.phase().phase(),
                      LinkedHashMap::new,
                      Collectors.summingDouble(LogRow::seconds)));
      seconds.forEach(
          (phase, sum) -> console.line(String.format(Locale.ROOT, "  %-40s %10.3f s", phase, sum)));
    }
  }
}
