// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.app.console.TestConsole;
import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.BenchSettings;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The benchmark measures what it says, on a network too small to tell anything. */
@ExtendWith(SharedSession.class)
class BenchIT {
  private static SparkSession session;

  private final List<String> lines = new ArrayList<>();

  @BeforeAll
  static void start() {
    session = TestSession.local();
  }

  private ExitStatus bench(Map<Option, String> more) {
    Map<Option, String> options = new EnumMap<>(Option.class);
    options.put(Option.STATE_SIZES, "4");
    options.put(Option.STEPS, "20000");
    options.put(Option.REPEATS, "1");
    options.putAll(more);
    BenchSettings settings = BenchSettings.of(OptionValues.resolve(options, Map.of()));
    return new Bench(session, settings, TestConsole.withoutWarnings(lines)).run();
  }

  @Test
  void everyMethodHasALineWithItsRatioToTheLoop() {
    assertThat(bench(Map.of())).isEqualTo(ExitStatus.DONE);

    String number = " +\\d+\\.\\d+ .*";
    for (String name : List.of("loop", "auto", "shooting", "quasi-deer", "deer")) {
      assertThat(lines).anyMatch(line -> line.matches("  " + name + number));
    }
    assertThat(session.sparkContext().getPersistentRDDs().size()).isZero();
  }

  @Test
  void aGridComparesTheChosenMethodWithTheLoopOnTheCluster() {
    assertThat(bench(Map.of(Option.GRID, "true"))).isEqualTo(ExitStatus.DONE);

    assertThat(lines).anyMatch(line -> line.matches("  sequential +\\d+\\.\\d+ .*"));
    assertThat(lines).anyMatch(line -> line.matches("  sequential over auto: \\d+\\.\\d+ .*"));
  }

  @Test
  void aMethodThatDoesNotConvergeHasNoTimeAndItsExitCode() {
    Map<Option, String> chopped =
        Map.of(Option.METHODS, "picard", Option.SEGMENT_LENGTH, "1", Option.TOLERANCE, "1e-6");
    assertThat(bench(chopped)).isEqualTo(ExitStatus.NOT_CONVERGED);
    assertThat(lines)
        .anyMatch(line -> line.matches("  picard +(Not converged|Stalled|Diverged).*"));
  }

  @Test
  void aPythonThatIsNoneIsRefused() {
    assertThatThrownBy(
            () -> bench(Map.of(Option.METHODS, "shooting", Option.PYTHON, "/nowhere/python")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("--python /nowhere/python cannot be used");
  }
}
