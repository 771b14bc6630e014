// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

/** A new Spark may ask for other flags than the build gives to its tests. */
class JvmFlagsTest {
  @Test
  void theBuildGivesTheFlagsThatSparkGivesItsOwnMachines() {
    assertThat(System.getProperty("deerpark.jvm.flags", "").strip().split(" +"))
        .containsExactlyInAnyOrder(JavaModuleOptions.defaultModuleOptionArray());
  }
}
