// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** What the start of an executor says of ND4J. */
class Nd4jBackendTest {

  @Test
  void onlyTheBackendForCudaIsBoundToComputeCapabilities() {
    assertThat(Nd4jBackend.capabilities("JCublasBackend"))
        .contains("compute capability 3.7 to 8.6", "no H100");
    assertThat(Nd4jBackend.capabilities("CpuBackend")).isEmpty();
  }

  @NeedsNatives
  @Test
  void theBackendOfTheseTestsComputes() {
    assertThatCode(() -> Nd4jBackend.require(33)).doesNotThrowAnyException();
    assertThat(Nd4j.getBackend().getClass().getSimpleName()).endsWith("Backend");
  }
}
