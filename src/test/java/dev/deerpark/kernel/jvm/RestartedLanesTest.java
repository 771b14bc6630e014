// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import static dev.deerpark.kernel.TestSpec.everyModel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.TestGrus;
import dev.deerpark.kernel.TestSpec;
import dev.deerpark.kernel.TestWalks;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Restarts;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** At a restart a walk goes on from the given state, in the lanes as in the loop. */
class RestartedLanesTest {
  private static final long SEED = 12;

  /** A block with restarts, and the same without. */
  private record Case(InputBlock block, States starts, int length) {

    /** The state after each step, by loops that know nothing of restarts: {@code [T][D]}. */
    double[][] loops(Kernel kernel) {
      InputBlock plain = block.with(Restarts.NONE);
      Restarts restarts = block.restarts();
      double[][] states = new double[block.steps()][];
      double[] state = new double[starts.size()];
      for (int step = 0; step < block.steps(); step++) {
        if (step % length == 0) {
          starts.copy(step / length, state);
        }
        if (restarts.within(step, step + 1)) {
          restarts.copy(restarts.firstFrom(step), state);
        }
        kernel.trace(plain, step, step + 1, state, (at, s) -> {});
        states[step] = state.clone();
      }
      return states;
    }

    boolean restarts(int segment) {
      return block.restarts().within(segment * length, (segment + 1) * length);
    }

    int end(int segment) {
      return Math.min((segment + 1) * length, block.steps()) - 1;
    }
  }

  private static Case random(TestSpec spec, int length, Precision precision, Random random) {
    int segments = 1 + random.nextInt(40);
    int steps = Math.max(1, segments * length - random.nextInt(length));
    int one = 1 + random.nextInt(3 * length);
    int[] restarts = IntStream.range(0, steps).filter(t -> random.nextInt(one) == 0).toArray();
    States own = spec.starts(Math.max(1, restarts.length), random).part(0, restarts.length);
    InputBlock block =
        TestGrus.block(steps, spec.inputSize(), precision, random)
            .with(Restarts.own(restarts, own, false));
    return new Case(block, spec.starts(segments, random), length);
  }

  static Stream<Arguments> kernels() {
    return Stream.of(everyModel(3, 2), everyModel(17, 1))
        .flatMap(List::stream)
        .distinct()
        .flatMap(words -> Stream.of(Arguments.of(words, true), Arguments.of(words, false)));
  }

  private static Kernel open(TestSpec spec, boolean jvm, Precision precision) {
    KernelFactory kernels =
        jvm
            ? new JvmKernels(spec.model(), precision)
            : new ReferenceKernels(spec.model(), precision);
    assertThat(kernels.walksRestarts()).isTrue();
    return kernels.open(Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void everyWalkHasTheBitsOfLoopsFromTheGivenStates(String words, boolean jvm) {
    Random random = new Random(SEED);
    for (Precision precision : Precision.values()) {
      TestSpec spec = TestSpec.of(words, 2, random);
      try (Kernel kernel = open(spec, jvm, precision)) {
        for (int length : new int[] {1, 7, 50}) {
          Case one = random(spec, length, precision, random);
          double[][] loops = one.loops(kernel);
          String what = words + ", " + precision + ", L=" + length + ", seed " + SEED;
          requireTrace(kernel, one, loops, what);
          for (JacobianForm form : JacobianForm.values()) {
            requireWalk(kernel, one, form, loops, what + ", " + form);
          }
        }
      }
    }
  }

  private static void requireTrace(Kernel kernel, Case one, double[][] loops, String what) {
    int size = one.starts().size();
    Numbers states = Precision.DOUBLE.allocate(loops.length * size);
    if (one.block().inputs().precision() == Precision.FLOAT) {
      states = Precision.FLOAT.allocate(loops.length * size);
    }
    kernel.record(one.block(), one.length(), 0, one.starts().count(), one.starts(), states);
    for (int i = 0; i < states.length(); i++) {
      assertThat(states.get(i)).as(what).isEqualTo(loops[i / size][i % size]);
    }
    int last = one.end(0);
    double[] state = one.starts().get(0);
    kernel.trace(
        one.block(), 0, last + 1, state, (t, s) -> assertThat(s).as(what).isEqualTo(loops[t]));
    assertThat(state).as(what).isEqualTo(loops[last]);
  }

  /** Ends are the loops'; Jacobians are those without restarts, or zeros. */
  private static void requireWalk(
      Kernel kernel, Case one, JacobianForm form, double[][] loops, String what) {
    WalkResult walk = TestWalks.first(kernel, one.block(), one.length(), form, one.starts());
    WalkResult plain =
        TestWalks.first(kernel, one.block().with(Restarts.NONE), one.length(), form, one.starts());
    int entries = form.entries(one.starts().size());
    assertThat(walk.steps()).as(what).isEqualTo(one.block().steps());
    for (int segment = 0; segment < one.starts().count(); segment++) {
      assertThat(walk.ends().get(segment))
          .as("segment %d, %s", segment, what)
          .isEqualTo(loops[one.end(segment)]);
      double[] jacobian = part(walk, segment, entries);
      double[] expected =
          one.restarts(segment) ? new double[entries] : part(plain, segment, entries);
      assertThat(jacobian).as("segment %d, %s", segment, what).isEqualTo(expected);
    }
  }

  private static double[] part(WalkResult walk, int segment, int entries) {
    return Arrays.copyOfRange(walk.jacobians(), segment * entries, (segment + 1) * entries);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aSecondWalkEndsAtTheFirstRestartOfItsSegment(String words, boolean jvm) {
    Random random = new Random(SEED);
    TestSpec spec = TestSpec.of(words, 2, random);
    try (Kernel kernel = open(spec, jvm, Precision.FLOAT)) {
      for (int length : new int[] {1, 7, 50}) {
        Case one = random(spec, length, Precision.FLOAT, random);
        int segments = one.starts().count();
        WalkResult first =
            TestWalks.first(kernel, one.block(), length, JacobianForm.ZERO, one.starts());
        States moved = spec.starts(segments, random);
        boolean[] all = new boolean[segments];
        Arrays.fill(all, true);
        WalkResult again = TestWalks.again(kernel, one.block(), length, first, moved, all, 0);
        WalkResult anew = TestWalks.first(kernel, one.block(), length, JacobianForm.ZERO, moved);
        assertThat(again.ends().array()).as("L=%d", length).isEqualTo(anew.ends().array());
        assertThat(again.marks().array()).as("L=%d", length).isEqualTo(anew.marks().array());
        long steps = 0;
        for (int segment = 0; segment < segments; segment++) {
          int begin = segment * length;
          Restarts restarts = one.block().restarts();
          steps +=
              one.restarts(segment)
                  ? restarts.steps()[restarts.firstFrom(begin)] - begin
                  : one.end(segment) + 1 - begin;
        }
        // walks of short memory may meet before
        assertThat(again.steps()).as("L=%d", length).isLessThanOrEqualTo(steps);
      }
    }
  }
}
