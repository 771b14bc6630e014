// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.page;

import dev.deerpark.report.chart.StackedChart;
import dev.deerpark.report.chart.Svg;
import dev.deerpark.study.LogRow;
import dev.deerpark.study.anatomy.CoreSeconds;
import dev.deerpark.study.anatomy.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page of an event log: where the time of each application went, phase by phase. */
public final class LogPage {
  private static final List<String> COUNTS =
      List.of(
          "jobs",
          "stages",
          "tasks",
          "failed tasks",
          "result bytes",
          "shuffle bytes",
          "critical path, s");

  private LogPage() {}

  /** A phase's label with all of its time. */
  private record Together(double seconds, CoreSeconds time, Traffic traffic) {
    private static final Together NONE = new Together(0, CoreSeconds.NONE, Traffic.NONE);

    Together plus(LogRow row) {
      return new Together(
          seconds + row.seconds(), time.plus(row.time()), traffic.plus(row.traffic()));
    }
  }

  /** The page. */
  public static String of(List<LogRow> rows) {
    Html html = StudyPage.begun("Where the time of an application went");
    html.paragraph(
        "From Spark's event log, the first job to the last. Core-seconds add up to the seconds times"
            + " the cores; the driver's are those of all cores while no job ran, reading and planning"
            + " included. What a method repeats, in passes, is not in an event log: report.json has"
            + " it.");
    int index = 0;
    for (String application : rows.stream().map(LogRow::application).distinct().toList()) {
      List<LogRow> own =
          rows.stream().filter(row -> row.application().equals(application)).toList();
      write(html, application, own, index++);
    }
    return StudyPage.ended(html);
  }

  private static void write(Html html, String application, List<LogRow> rows, int index) {
    html.heading("application-" + index, application + ", " + rows.get(0).cores() + " cores");
    Map<String, Together> phases = new LinkedHashMap<>();
    rows.forEach(
        row ->
            phases.merge(
                row.phase().phase(), Together.NONE.plus(row), (sum, next) -> sum.plus(row)));
    List<String> names = List.copyOf(phases.keySet());
    List<StackedChart.Part> parts =
        TimeSection.parts(
            part -> names.stream().map(name -> phases.get(name).time().parts().get(part)).toList());
    html.raw("<div class=\"charts\">\n");
    html.figure(
        Svg.of(new StackedChart(application, "core-seconds", names, parts), "log-" + index),
        "The phases in the order in which they first came.");
    html.raw("</div>\n");
    List<String> header = new ArrayList<>(List.of("phase", "seconds"));
    CoreSeconds.NONE.parts().keySet().forEach(part -> header.add(part + ", core-seconds"));
    header.addAll(COUNTS);
    html.table(
        "log-table-" + index,
        header,
        names.stream().map(name -> row(name, phases.get(name))).toList());
  }

  private static List<String> row(String name, Together phase) {
    List<String> row = new ArrayList<>(List.of(name, Figures.number(phase.seconds())));
    phase.time().parts().values().forEach(seconds -> row.add(Figures.number(seconds)));
    Traffic traffic = phase.traffic();
    row.addAll(
        List.of(
            Figures.whole(traffic.jobs()),
            Figures.whole(traffic.stages()),
            Figures.whole(traffic.tasks()),
            Figures.whole(traffic.failedTasks()),
            Figures.whole(traffic.resultBytes()),
            Figures.whole(traffic.shuffleBytes()),
            Figures.number(traffic.criticalPathSeconds())));
    return row;
  }
}
