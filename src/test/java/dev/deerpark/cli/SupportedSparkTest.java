// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupportedSparkTest {

  @Test
  void theSparkOfTheBuildIsSupportedInAllItsReleases() {
    SupportedSpark.current().requireBuilt();
    new SupportedSpark(SupportedSpark.built().minor() + ".17").requireBuilt();
    new SupportedSpark(SupportedSpark.built().minor() + ".0-SNAPSHOT").requireBuilt();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5.9", "4.0.4", "4.20.0", "5.0.0", "unknown"})
  void anyOtherIsRefusedByItsVersion(String version) {
    assertThatThrownBy(() -> new SupportedSpark(version).requireBuilt())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("This is Spark " + version)
        .hasMessageContaining("for Spark " + SupportedSpark.built().minor())
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(400));
  }
}
