// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import dev.deerpark.settings.Option;
import dev.deerpark.settings.OptionValues;
import dev.deerpark.settings.StudySettings;
import dev.deerpark.study.Grid;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model of a study, and what of it a study that goes on holds on to. */
class StudyNetworksTest {
  private static final Path MODELS = Path.of("src/test/resources/dev/deerpark/onnx/models");
  private static final Configuration HADOOP = new Configuration(false);

  @TempDir Path folder;

  private StudySettings settings(String model) {
    Map<Option, String> options =
        Map.of(
            Option.MODEL,
            MODELS.resolve(model).toString(),
            Option.LENGTHS,
            "1000",
            Option.OUTPUT,
            folder.resolve("study").toString());
    return StudySettings.of(OptionValues.resolve(options, Map.of()));
  }

  private Grid grid(String model) {
    StudySettings settings = settings(model);
    return new StudyGrid(settings, 1, 2).over(StudyNetworks.of(settings, HADOOP).sizes());
  }

  @Test
  void theModelMayBeAnOnnxFileOfOneRecurrence() {
    assertThat(StudyNetworks.of(settings("lstm.onnx"), HADOOP).models()).hasSize(1);
    assertThatThrownBy(() -> StudyNetworks.of(settings("stack2_gru.onnx"), HADOOP))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("several recurrences");
  }

  @Test
  void aStudyGoesOnWithTheSameModelAlone() {
    Grid grid = grid("gru_lbr0.onnx");
    assertThat(grid.difference(grid("gru_lbr0.onnx"))).isEmpty();
    Map<String, String> other = new LinkedHashMap<>(grid.common());
    other.replaceAll((name, text) -> name.startsWith("digest of ") ? "another" : text);
    assertThat(
            grid.difference(
                new Grid(grid.cells(), grid.repeats(), grid.warmups(), grid.seed(), other)))
        .hasValueSatisfying(difference -> assertThat(difference).contains("digest of"));
  }

  @Test
  void aRecordOfAnotherVersionIsRefused() {
    StudyFolder study = new StudyFolder(folder.toString(), HADOOP);
    study.write(new StudyRecord(StudyRecord.SCHEMA + 6, grid("lstm.onnx"), List.of(), null));
    assertThatThrownBy(study::study)
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("study.json", "version " + (StudyRecord.SCHEMA + 6));
  }
}
