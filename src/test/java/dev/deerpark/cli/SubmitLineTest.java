// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmitLineTest {
  @TempDir private Path folder;

  private static SubmitLine line(String words) {
    return SubmitLine.of(words.isEmpty() ? List.of() : List.of(words.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "'', evaluate --example ecg",
    "'', --help",
    "'', -V",
    "--master local evaluate, evaluate",
    "--verbose --conf a=b -v evaluate --verbose, evaluate --verbose",
    "--conf=a=b --supervise bench, bench",
    "--master evaluate, ''"
  })
  void theCommandBeginsWithTheFirstWordThatIsNeitherAnOptionNorItsValue(
      String words, String command) {
    String all = words.isEmpty() ? command : words;
    assertThat(line(all).command()).isEqualTo(line(command).command());
    List<String> together = new ArrayList<>(line(all).options());
    together.addAll(line(all).command());
    assertThat(together).isEqualTo(all.isEmpty() ? List.of() : List.of(all.split(" ")));
  }

  @Test
  void anOptionWithoutItsValueIsRefusedByName() {
    assertThatThrownBy(() -> line("--name x --master"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("--master");
  }

  @Test
  void flagsWinOverConfWinsOverTheFileWinsOverTheDefaults() throws IOException {
    Path defaults = Files.writeString(folder.resolve("defaults"), "a 1\nb 1\nc=1\nspark.master x");
    Path file = Files.writeString(folder.resolve("file"), "b: 2\nc 2\nspark.master y\n");
    String given = "--properties-file " + file + " --conf c=3 -c spark.master=z --master local";
    assertThat(line(given).configuration(defaults))
        .containsEntry("b", "2")
        .containsEntry("c", "3")
        .containsEntry("spark.master", "local")
        .as("a file of one's own stands in place of the defaults")
        .doesNotContainKey("a");
    assertThat(line(given + " --load-spark-defaults").configuration(defaults))
        .containsEntry("a", "1")
        .containsEntry("b", "2");
    assertThat(line("").configuration(defaults)).containsEntry("c", "1");
    assertThat(line("").configuration(folder.resolve("absent"))).isEmpty();
  }

  @Test
  void theLastOfTwoWins() {
    assertThat(line("--conf a=1 --conf=a=2=3").configuration(folder.resolve("absent")))
        .containsEntry("a", "2=3");
  }

  @Test
  void aPropertiesFileThatIsAbsentIsRefusedByName() {
    assertThatThrownBy(() -> line("--properties-file nowhere.conf").configuration(folder))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("nowhere.conf");
  }
}
