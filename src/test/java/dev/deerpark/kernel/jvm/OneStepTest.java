// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.TestGrus;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.kernel.TestWalks;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Segments of one step have ways of their own. A first step of two is walked by the general ones.
 */
class OneStepTest {
  private static final long SEED = 29;
  private static final int STEPS = 21;

  static Stream<String> models() {
    return Stream.of(
            TestSpec.everyModel(1, 0), TestSpec.everyModel(7, 2), TestSpec.everyModel(24, 1))
        .flatMap(List::stream)
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("models")
  void endsAndJacobiansHaveTheBitsOfTheGeneralWalk(String words) {
    for (Precision precision : Precision.values()) {
      Random random = new Random(SEED);
      TestSpec spec = TestSpec.of(words, 2, random);
      InputBlock block = TestGrus.block(STEPS, spec.inputSize(), precision, random);
      States starts = spec.starts(STEPS, random);
      for (JacobianForm form : JacobianForm.values()) {
        Kernel kernel = new JvmKernels(spec.model(), precision).open(Optional.empty());
        WalkResult walk = TestWalks.first(kernel, block, 1, form, starts);
        for (int step = 0; step < STEPS; step++) {
          requireGeneral(kernel, block, step, form, starts, walk, words + " " + precision);
        }
      }
    }
  }

  /** A block of this step alone, as one segment that could be longer. */
  private static void requireGeneral(
      Kernel kernel,
      InputBlock block,
      int step,
      JacobianForm form,
      States starts,
      WalkResult walk,
      String what) {
    int width = block.width();
    Numbers inputs = block.inputs().precision().allocate(width);
    block.inputs().copy(step * width, inputs, 0, width);
    InputBlock alone = new InputBlock(InputBlock.OF_NO_LAYOUT, step, 1, width, inputs);
    States start = new States(starts.get(step), starts.size());
    WalkResult general = TestWalks.first(kernel, alone, 2, form, start);
    assertThat(walk.ends().get(step))
        .as("%s, step %d", what, step)
        .isEqualTo(general.ends().get(0));
    int entries = form.entries(starts.size());
    for (int i = 0; i < entries; i++) {
      assertThat(walk.jacobians()[step * entries + i])
          .as("%s, %s, step %d, entry %d, seed %d", what, form, step, i, SEED)
          .isEqualTo(general.jacobians()[i]);
    }
  }
}
