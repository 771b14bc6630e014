// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateFileTest {
  private static final String TEXT =
      """
      {"format": "deerpark-state", "version": 1, "time": 9, "model": "abc", "state": [1, -0.5]}
      """;

  private final Configuration hadoop = new Configuration();
  @TempDir Path folder;

  @Test
  void aStateComesBackToTheBit() {
    Random random = new Random(6);
    double[] state = new double[1000];
    for (int i = 0; i < state.length; i++) {
      do {
        state[i] = Double.longBitsToDouble(random.nextLong());
      } while (!Double.isFinite(state[i]));
    }
    state[0] = -0.0;
    state[1] = Double.MIN_VALUE;
    new StateFile(Long.toString(Long.MAX_VALUE), "abc", state).at(path(), false, hadoop).put();
    StateFile read = StateFile.read(path(), state.length, hadoop);
    assertThat(read.time()).isEqualTo(Long.toString(Long.MAX_VALUE));
    assertThat(read.model()).isEqualTo("abc");
    assertThat(read.state()).as("seed 6").isEqualTo(state);
  }

  @Test
  void aTimeMayBeText() {
    new StateFile("2018-01-01T00:00:00Z", "abc", new double[] {1}).at(path(), false, hadoop).put();

    assertThat(StateFile.read(path(), 1, hadoop).time()).isEqualTo("2018-01-01T00:00:00Z");
  }

  @Test
  void theFileIsWhatTheFormatSays() throws IOException {
    new StateFile("9", "abc", new double[] {1, -0.5}).at(path(), false, hadoop).put();
    assertThat(Files.readString(Path.of(path())))
        .isEqualTo(
            "{\"format\":\"deerpark-state\",\"version\":1,\"time\":9,\"model\":\"abc\",\"state\":[1.0,-0.5]}");
  }

  @Test
  void onlyAStateOfARunThatDidNotConvergeSaysSo() throws IOException {
    new StateFile("9", "abc", new double[] {1}, false).at(path(), false, hadoop).put();
    assertThat(Files.readString(Path.of(path()))).endsWith("\"state\":[1.0],\"converged\":false}");
    assertThat(StateFile.read(path(), 1, hadoop).converged()).isFalse();

    new StateFile("9", "abc", new double[] {1}).at(path(), true, hadoop).put();
    assertThat(Files.readString(Path.of(path()))).doesNotContain("converged");
    assertThat(StateFile.read(path(), 1, hadoop).converged()).isTrue();
  }

  @Test
  void anExistingFileIsReplacedOnlyWhenAllowed() throws IOException {
    Files.writeString(Path.of(path()), "precious");
    StateFile state = new StateFile("9", "abc", new double[] {1});
    assertThatThrownBy(() -> state.at(path(), false, hadoop).put())
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("state.json exists", "--overwrite");
    assertThat(Path.of(path())).hasContent("precious");
    state.at(path(), true, hadoop).put();
    assertThat(StateFile.read(path(), 1, hadoop).time()).isEqualTo("9");
  }

  @Test
  void statesOfRecurrencesAndOfNetworksAreKnownForWhatTheyAre() throws IOException {
    assertThat(StateFile.isAt(path(), hadoop)).as("nothing there").isFalse();
    assertThat(StateFile.isAt(folder.toString(), hadoop)).as("a folder").isFalse();
    for (String other : List.of("precious", "{}", "{\"format\": \"deerpark-other\"}")) {
      Files.writeString(Path.of(path()), other);
      assertThat(StateFile.isAt(path(), hadoop)).as(other).isFalse();
    }
    new StateFile("9", "abc", new double[] {1}).at(path(), true, hadoop).put();
    assertThat(StateFile.isAt(path(), hadoop)).isTrue();
    new NetworkStateFile("9", "abc", Map.of("a", new double[] {1})).at(path(), true, hadoop).put();
    assertThat(StateFile.isAt(path(), hadoop)).isTrue();
  }

  @Test
  void nothingIsLeftBesideTheFile() throws IOException {
    StateFile state = new StateFile("9", "abc", new double[] {1});
    state.at(path(), false, hadoop).put();
    assertThatThrownBy(() -> state.at(folder.toString(), true, hadoop).put())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is a folder");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(Path.of(path()));
    }
  }

  @Test
  void aStateOfAnotherSizeIsRefused() throws IOException {
    Files.writeString(Path.of(path()), TEXT);
    assertRefused(3, "2 numbers", "state has 3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-0.5 | NaN | not valid JSON",
        "-0.5 | 1e999 | state[1]",
        "-0.5 | \"1\" | state[1]",
        "-0.5 | null | state[1]",
        "-0.5] | -0.5 | not valid JSON",
        "deerpark-state | onnx | --final-state",
        "\"format\" | \"fomat\" | --final-state",
        "\"version\": 1 | \"version\": 2 | version",
        "\"time\": 9 | \"time\": 1.5 | time",
        "\"time\": 9, | '' | time",
        "\"model\": \"abc\" | \"model\": 7 | model",
      })
  void aFileThatIsNoStateIsRefused(String part, String damage, String word) throws IOException {
    assertThat(TEXT).contains(part);
    Files.writeString(Path.of(path()), TEXT.replace(part, damage));
    assertRefused(2, "state.json", word);
  }

  @Test
  void aHugeFileIsNotRead() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path(), "rw")) {
      file.setLength(1L << 40);
    }
    assertRefused(2, "state.json", "1099511627776 bytes");
  }

  @Test
  void aStateThatIsNotFiniteIsNotAState() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StateFile("0", "abc", new double[] {Double.NaN}));
  }

  private String path() {
    return folder.resolve("state.json").toString();
  }

  private void assertRefused(int size, String... words) {
    assertThatThrownBy(() -> StateFile.read(path(), size, hadoop))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(words)
        .hasMessageNotContainingAny("enable `", "bound as");
  }
}
