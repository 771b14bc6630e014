// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study;

import dev.deerpark.study.anatomy.Anatomy;
import dev.deerpark.study.anatomy.CoreSeconds;
import dev.deerpark.study.anatomy.JobSpan;
import dev.deerpark.study.anatomy.Phase;
import dev.deerpark.study.anatomy.PhaseSpan;
import dev.deerpark.study.anatomy.Traffic;
import dev.deerpark.study.table.RecordTable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A row of {@code phases.csv}: a phase of an application, from its event log.
 *
 * @param application of Spark
 * @param order of the phase in it, from 1
 * @param phase which
 * @param cores of all executors
 * @param seconds of the phase
 * @param time of all cores
 * @param traffic of Spark
 */
public record LogRow(
    String application,
    int order,
    Phase phase,
    int cores,
    double seconds,
    CoreSeconds time,
    Traffic traffic) {

  /** The phases of an application, from its first job to the end of its last. */
  public static List<LogRow> of(String application, List<JobSpan> jobs, int cores) {
    long from = jobs.stream().mapToLong(JobSpan::startMillis).min().orElse(0);
    long to = jobs.stream().mapToLong(JobSpan::endMillis).max().orElse(0);
    List<PhaseSpan> spans = Anatomy.phases(jobs, from, to, cores);
    return IntStream.range(0, spans.size())
        .mapToObj(i -> of(application, i + 1, spans.get(i), cores))
        .toList();
  }

  private static LogRow of(String application, int order, PhaseSpan span, int cores) {
    return new LogRow(
        application, order, span.phase(), cores, span.seconds(), span.time(), span.traffic());
  }

  /** The table of such rows. */
  public static RecordTable<LogRow> table() {
    return new RecordTable<>(LogRow.class);
  }
}
