// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.app.console.Console;
import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.settings.StudySettings;
import dev.deerpark.study.Workers;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
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
