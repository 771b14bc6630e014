// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs on machines of other countries, whose default locale has other digits and other commas. */
@ExtendWith(SharedSession.class)
class LocaleIT {
  private static final Locale OF_THE_BUILD = Locale.getDefault();

  @TempDir static Path folder;
  private static TestRuns runs;
  private static List<String> plan;

  @BeforeAll
  static void plan() {
    runs = new TestRuns(folder);
    Locale.setDefault(Locale.ROOT);
    plan = runs.inspect("--example", "ecg");
  }

  @AfterEach
  void restore() {
    Locale.setDefault(OF_THE_BUILD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "de-DE", "tr-TR"})
  void aRunSpeaksAndReportsAsEverywhere(String locale) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    assertThat(runs.inspect("--example", "ecg")).isEqualTo(plan);

    TestRuns.Ended ended =
        runs.evaluate(
            "--example",
            "ecg",
            "--method",
            "quasi-deer",
            "--range",
            "0:1500",
            "--segment-length",
            "50");
    assertThat(ended.status()).isEqualTo(ExitStatus.DONE);
    List<String> texts = new ArrayList<>(ended.lines());
    try (Stream<Path> files = Files.list(ended.output().resolve("_deerpark"))) {
      for (Path file : files.filter(f -> !f.toString().endsWith(".png")).toList()) {
        texts.add(Files.readString(file));
      }
    }
    assertThat(texts)
        .allSatisfy(
            text -> {
              assertThat(text.codePoints().filter(c -> c > 127 && Character.isDigit(c))).isEmpty();
              assertThat(text)
                  .doesNotContain("\u0131", "\u0130")
                  .doesNotContainPattern("[0-9],[0-9]+e");
            });
    assertThat(ended.text()).contains("1,500 steps");
  }
}
