// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkStateFileTest {
  private static final Map<String, Integer> SIZES = new TreeMap<>(Map.of("a", 2, "b", 1));

  private final Configuration hadoop = new Configuration();
  @TempDir Path folder;

  private String path() {
    return folder.resolve("states.json").toString();
  }

  @Test
  void statesComeBackToTheBit() throws IOException {
    double[] a = {Double.MIN_VALUE, -0.0};
    double[] b = {1.0 / 3};
    new NetworkStateFile("9", "abc", new TreeMap<>(Map.of("a", a, "b", b)))
        .at(path(), false, hadoop)
        .put();
    NetworkStateFile read = NetworkStateFile.read(path(), SIZES, hadoop);
    assertThat(read.time()).isEqualTo("9");
    assertThat(read.model()).isEqualTo("abc");
    assertThat(read.states().get("a")).isEqualTo(a);
    assertThat(read.states().get("b")).isEqualTo(b);
    assertThat(Files.readString(Path.of(path())))
        .isEqualTo(
            "{\"format\":\"deerpark-network-state\",\"version\":1,\"time\":9,\"model\":\"abc\","
                + "\"states\":{\"a\":[4.9E-324,-0.0],\"b\":[0.3333333333333333]}}");
  }

  @Test
  void onlyStatesOfARunThatDidNotConvergeSaySo() throws IOException {
    Map<String, double[]> states = Map.of("a", new double[2], "b", new double[1]);
    for (boolean converged : new boolean[] {false, true}) {
      new NetworkStateFile("9", "abc", states, converged).at(path(), true, hadoop).put();
      assertThat(Files.readString(Path.of(path())).contains("converged")).isNotEqualTo(converged);
      assertThat(NetworkStateFile.read(path(), SIZES, hadoop).converged()).isEqualTo(converged);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'a': [1, 2]} | 'b'",
        "{'a': [1, 2], 'b': [1, 2]} | 'b'",
        "{'a': [1, 2], 'b': [1], 'c': [1]} | 'c'"
      })
  void statesOfAnotherNetworkAreRefused(String states, String where) throws IOException {
    String head = "{'format': 'deerpark-network-state', 'version': 1, 'time': 9, 'model': 'abc',";
    Files.writeString(Path.of(path()), (head + " 'states': " + states + "}").replace('\'', '"'));
    assertThatThrownBy(() -> NetworkStateFile.read(path(), SIZES, hadoop))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(where.replace("'", ""));
  }

  @Test
  void theStateOfASingleRecurrenceIsRefused() {
    new StateFile("9", "abc", new double[] {1}).at(path(), false, hadoop).put();
    assertThatThrownBy(() -> NetworkStateFile.read(path(), SIZES, hadoop))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is not deerpark-network-state");
  }

  @Test
  void whatIsNotFiniteIsNotWritten() {
    assertThatThrownBy(
            () -> new NetworkStateFile("9", "abc", Map.of("a", new double[] {Double.NaN})))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
