// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import dev.deerpark.report.Application;
import dev.deerpark.report.Places;
import dev.deerpark.report.RunReport;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.OptionValue;
import java.time.Instant;
import org.apache.spark.SparkContext;

/** What a run's report knows before the run has looked at anything. */
final class ReportStart {
  private ReportStart() {}

  /** A report of a run that begins now, with all its options. */
  static RunReport of(String command, EvaluateSettings settings, SparkContext context) {
    RunReport report = new RunReport(command, Instant.now());
    report.begun(application(context), places(settings));
    for (OptionValue value : settings.values().all()) {
      report.configured(
          value.option().bareName(),
          value.shownText(),
          value.option().unit(),
          value.source().label());
    }
    return report;
  }

  private static Application application(SparkContext context) {
    return new Application(
        context.applicationId(),
        context.master(),
        context.deployMode(),
        Runtime.getRuntime().maxMemory(),
        context.isLocal() ? null : (long) context.executorMemory() << 20);
  }

  private static Places places(EvaluateSettings settings) {
    return new Places(
        settings.model().sidecar().or(settings.model()::className).orElse(null),
        settings.input().place().orElse(null),
        settings.input().initialState().orElse(null),
        settings.writesResult() ? settings.output().place().orElse(null) : null,
        settings.output().finalState().orElse(null));
  }
}
