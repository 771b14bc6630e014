// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.TestGrus;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Vectors that are not kept in registers are objects: a kernel that makes garbage is slow. */
class GarbageTest {
  private static final int STEPS = 200;
  private static final int ROUNDS = 1000;
  private static final long ROUND_NANOS = 50_000_000;

  @ParameterizedTest
  @MethodSource
  void aCompiledStepMakesNone(String words, Precision precision) {
    TestSpec spec = TestSpec.of(words, 1, new Random(9));
    Strips strips = new Strips(spec.model(), precision);
    for (JacobianForm form : JacobianForm.values()) {
      assertThat(leastGarbage(strips.wide(form, strips.width()), spec, precision))
          .as("bytes in %d steps of %s", STEPS, form)
          .isLessThan(STEPS);
      if (form != JacobianForm.DENSE) {
        assertThat(leastGarbage(strips.single(form), spec, precision))
            .as("bytes in %d steps of %s, alone", STEPS, form)
            .isLessThan(STEPS);
      }
    }
  }

  static Stream<Arguments> aCompiledStepMakesNone() {
    return TestSpec.everyModel(24, 2).stream()
        .flatMap(words -> Arrays.stream(Precision.values()).map(p -> Arguments.of(words, p)));
  }

  /** Once the compiler is done, which may take its time on a busy machine. */
  private static long leastGarbage(Strip strip, TestSpec spec, Precision precision) {
    InputBlock block = TestGrus.block(1, spec.inputSize(), precision, new Random(9));
    for (int lane = 0; lane < strip.lanes(); lane++) {
      strip.begin(lane, new double[spec.stateSize()], 0);
      strip.feed(lane, block, 0, 1);
    }
    long least = Long.MAX_VALUE;
    for (int round = 0; least >= STEPS && round < ROUNDS; round++) {
      long end = System.nanoTime() + ROUND_NANOS;
      while (System.nanoTime() < end) {
        garbage(strip);
      }
      // Not of all rounds: what comes out of the last compilation counts.
      least = Math.min(garbage(strip), garbage(strip));
    }
    return least;
  }

  private static long garbage(Strip strip) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int step = 0; step < STEPS; step++) {
      strip.advance(0, 1);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
