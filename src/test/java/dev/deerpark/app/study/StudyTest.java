// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.deerpark.app.console.Console;
import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.settings.StudySettings;
import dev.deerpark.study.Grid;
import dev.deerpark.study.Workers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a study does not begin. */
class StudyTest {
  @TempDir Path folder;

  /** Starts none. */
  private static final class ThisMachine implements Applications {
    @Override
    public boolean startAgain() {
      return true;
    }

    @Override
    public SparkSession start(Workers workers) {
      throw new AssertionError("started " + workers);
    }

    @Override
    public boolean onThisMachine() {
      return true;
    }

    @Override
    public int coresOfExecutor() {
      return 1;
    }
  }

  private static final Console SILENT =
      new Console() {
        @Override
        public void line(String text) {}

        @Override
        public void warning(String sentence) {}
      };

  @Test
  void segmentsThatNoSeriesHasStepsForAreRefused() {
    Study study =
        new Study(new ThisMachine(), segments("100,9000"), new Configuration(false), SILENT);
    assertThatThrownBy(study::run)
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("--segment-lengths 9000: ", "the longest has 3,000");
  }

  @Test
  void segmentsThatAreLongerThanSomeSeriesAreLeftOutOfTheseAndItSaysSo() {
    StudyGrid wanted = new StudyGrid(segments("100,2000"), 1, 1);
    Grid grid = wanted.over(List.of(new StudyGrid.Network("gru:D=8", 8, "")));
    assertThat(grid.cells().stream().filter(cell -> cell.askedSegmentSteps() > 0))
        .extracting(cell -> cell.askedSegmentSteps() + " of " + cell.lengthSteps())
        .containsExactlyInAnyOrder("100 of 1000", "100 of 3000", "2000 of 3000");
    assertThat(wanted.leftOut(grid))
        .singleElement(STRING)
        .contains("Segments of 2,000 steps are left out of the series of 1,000 steps");
  }

  private StudySettings segments(String lengths) {
    Map<Option, String> options =
        Map.of(
            Option.GENERATE,
            "gru:D=8",
            Option.LENGTHS,
            "1000,3000",
            Option.CORES,
            "1",
            Option.METHODS,
            "auto,deer",
            Option.SEGMENT_LENGTHS,
            lengths,
            Option.OUTPUT,
            folder.resolve("study").toString());
    return StudySettings.of(OptionValues.resolve(options, Map.of()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Option.class,
      names = {"CORES", "EXECUTORS"})
  void thisMachineIsNotSharedManyTimesOver(Option option) {
    Map<Option, String> options =
        Map.of(
            Option.GENERATE,
            "gru:D=8",
            Option.LENGTHS,
            "1000",
            option,
            "1,99999",
            Option.OUTPUT,
            folder.resolve("study").toString());
    StudySettings settings = StudySettings.of(OptionValues.resolve(options, Map.of()));
    Study study = new Study(new ThisMachine(), settings, new Configuration(false), SILENT);
    assertThatThrownBy(study::run)
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(option.flag(), "99999", "this machine has");
  }
}
