// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.time.Duplicates;
import dev.deerpark.sequence.time.Gaps;
import dev.deerpark.sequence.time.TimeRules;
import dev.deerpark.sequence.time.TimeStep;
import dev.deerpark.sequence.time.TimeWindow;
import dev.deerpark.settings.CsvSettings;
import dev.deerpark.spark.TestSession;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.storage.StorageLevel;

/** Opens and reads series of the columns t, a and b by rules for their times. */
final class TimedSeries {
  private TimedSeries() {}

  static SeriesQuery query(Path path, Optional<TimeWindow> range, TimeRules rules) {
    return new SeriesQuery(
        path.toString(), "t", List.of("a", "b"), range, CsvSettings.DEFAULT, rules);
  }

  static SeriesSource open(Path path, TimeRules rules) {
    return SeriesSource.open(TestSession.local(), query(path, Optional.empty(), rules));
  }

  static void refused(Path path, TimeRules rules, String... parts) {
    assertThatThrownBy(() -> open(path, rules))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(parts);
  }

  static TimeRules rules(String step, Gaps gaps, Duplicates duplicates) {
    return rules(Optional.of(TimeStep.parse(step)), gaps, duplicates, null, null);
  }

  static TimeRules rules(
      Optional<TimeStep> step, Gaps gaps, Duplicates duplicates, String format, String zone) {
    return new TimeRules(
        step,
        gaps,
        duplicates,
        Optional.ofNullable(format),
        Optional.ofNullable(zone).map(ZoneId::of));
  }

  static Layout layout(SeriesSource source, int partitions) {
    return new Layout(source.firstTime(), source.steps(), 3, 1, partitions, 2);
  }

  /** The first value of every step. */
  static List<Long> inputs(SeriesSource source, int partitions) {
    List<Long> inputs = new ArrayList<>();
    try (LoadedSeries series =
        source.load(
            layout(source, partitions),
            Normalisation.none(2),
            Precision.DOUBLE,
            StorageLevel.MEMORY_ONLY())) {
      for (InputBlock block : series.blocks().collect()) {
        for (int step = 0; step < block.steps(); step++) {
          inputs.add((long) block.inputs().get(2 * step));
        }
      }
    }
    return inputs;
  }
}
