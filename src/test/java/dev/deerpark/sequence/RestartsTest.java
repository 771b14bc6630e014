// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Restarts stay at the same rows, however blocks are cut, joined and turned. */
class RestartsTest {
  private static final long SEED = 9;
  private static final int STEPS = 40;

  private final Random random = new Random(SEED);

  /** A block of one number a step, the step itself, with restarts at about one step in three. */
  private InputBlock block(boolean shared) {
    Numbers rows = Precision.DOUBLE.allocate(STEPS);
    List<Integer> steps = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      rows.set(step, step);
      if (random.nextInt(3) == 0) {
        steps.add(step);
      }
    }
    int[] restarts = steps.stream().mapToInt(Integer::intValue).toArray();
    double[] states = steps.stream().mapToDouble(step -> 100 + step).toArray();
    boolean atEnd = random.nextBoolean();
    return new InputBlock(3, 120, STEPS, 1, rows)
        .with(
            shared
                ? Restarts.shared(restarts, new double[] {7}, atEnd)
                : Restarts.own(restarts, new States(states, 1), atEnd));
  }

  /** The row, the start state where it is a restart, and whether its series ends. */
  private static List<String> rows(InputBlock block) {
    List<String> rows = new ArrayList<>();
    double[] state = new double[1];
    for (int step = 0; step < block.steps(); step++) {
      Restarts restarts = block.restarts();
      boolean restart = restarts.within(step, step + 1);
      if (restart) {
        restarts.copy(restarts.firstFrom(step), state);
      }
      rows.add(
          block.inputs().get(step)
              + (restart ? " from " + state[0] : "")
              + (block.endsSeries(step) ? " to here" : ""));
    }
    return rows;
  }

  @Test
  void partsThatAreJoinedAgainAreTheWhole() {
    for (int trial = 0; trial < 200; trial++) {
      InputBlock whole = block(random.nextBoolean());
      List<InputBlock> parts = new ArrayList<>();
      for (int from = 0; from < STEPS; ) {
        int to = Math.min(STEPS, from + 1 + random.nextInt(15));
        parts.add(whole.part(from, to));
        from = to;
      }
      InputBlock joined = InputBlock.joined(3, parts);
      assertThat(rows(joined)).as("seed %d", SEED).isEqualTo(rows(whole));
      assertThat(joined.firstStep()).isEqualTo(whole.firstStep());
    }
  }

  @Test
  void aPartHasTheRowsOfTheWhole() {
    for (int trial = 0; trial < 200; trial++) {
      InputBlock whole = block(random.nextBoolean());
      int from = random.nextInt(STEPS);
      int to = from + 1 + random.nextInt(STEPS - from);
      assertThat(rows(whole.part(from, to)))
          .as("%d to %d, seed %d", from, to, SEED)
          .isEqualTo(rows(whole).subList(from, to));
    }
  }

  @Test
  void backwardsASeriesBeginsWithItsLastStep() {
    for (int trial = 0; trial < 200; trial++) {
      InputBlock block = block(true);
      InputBlock turned = block.backwards();
      for (int step = 0; step < STEPS; step++) {
        int mirrored = STEPS - 1 - step;
        assertThat(turned.restarts().within(step, step + 1))
            .as("step %d, seed %d", step, SEED)
            .isEqualTo(block.endsSeries(mirrored));
        assertThat(turned.endsSeries(step))
            .isEqualTo(block.restarts().within(mirrored, mirrored + 1));
      }
      assertThat(rows(turned.backwards())).isEqualTo(rows(block));
    }
  }

  @Test
  void startStatesOfTheirOwnAreNotTurned() {
    Restarts own = Restarts.own(new int[] {1}, States.zeros(1, 1), false);
    InputBlock block = block(true).with(own);
    assertThatThrownBy(block::backwards).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void besideOneOfOtherSeriesThereIsNoBlock() {
    InputBlock block = block(true);
    assertThatThrownBy(() -> block.beside(block.with(Restarts.NONE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(block.beside(block).restarts()).isEqualTo(block.restarts());
  }

  @Test
  void restartsAscendWithinTheBlockAndEachHasAState() {
    double[] state = {0};
    assertThatThrownBy(() -> Restarts.shared(new int[] {2, 2}, state, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Restarts.own(new int[] {2, 3}, States.zeros(1, 1), false))
        .isInstanceOf(IllegalArgumentException.class);
    Restarts behind = Restarts.shared(new int[] {STEPS}, state, false);
    assertThatThrownBy(() -> block(true).with(behind)).isInstanceOf(IllegalArgumentException.class);
  }
}
