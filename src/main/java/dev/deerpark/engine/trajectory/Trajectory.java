// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.trajectory;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.engine.summary.Closeness;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.States;
import java.io.Serializable;
import java.util.List;

/** The iterate of an engine after a sweep, for examination. Valid until the next sweep. */
public interface Trajectory {

  Layout layout();

  /** Walks all steps one after the other and compares all of them with the iterate's. */
  Comparison compareWithLoop();

  /**
   * Walks each of these blocks from its first start state, and compares its end with the start of
   * the next block.
   */
  Comparison compareBlocks(List<Integer> blocks);

  /** Follows a small difference along all steps, in order. */
  Predictability predictability();

  /** The same along the first steps of single blocks, each by itself. */
  List<Predictability> predictabilityOf(List<Integer> blocks);

  /**
   * The difference between the iterate and a walk: of states, or of the outputs where the run's
   * tolerance is on these.
   *
   * @param steps the number of steps walked
   * @param largest the largest absolute difference; NaN if a state is not a number
   * @param where the step of that difference, from 0
   * @param scaled the largest scaled difference, see {@link States#scaledDistance(double[],
   *     double[])}; NaN likewise
   * @param repeats whether steps that were walked twice from the same state gave the same bits, as
   *     steps of a pure function do
   */
  @DefaultSerializer(RecordSerializer.class)
  record Comparison(long steps, double largest, long where, double scaled, boolean repeats)
      implements Serializable {

    public static final Comparison NONE = new Comparison(0, 0, 0, 0, true);

    /**
     * Compares a state of a walk with the iterate's after the same step.
     *
     * @param closeness what is compared of them
     */
    static Comparison ofState(Closeness closeness, double[] walked, double[] other, long step) {
      Closeness.Seen seen = closeness.seen(walked, other);
      double largest = 0;
      for (int i = 0; i < seen.a().length; i++) {
        // Math.max keeps NaN
        largest = Math.max(largest, Math.abs(seen.a()[i] - seen.b()[i]));
      }
      return new Comparison(1, largest, step, States.scaledDistance(seen.b(), seen.a()), true);
    }

    /** Compares the end of a block's walk with where it should be. */
    public static Comparison ofBlock(
        Layout layout, Closeness closeness, int block, double[] end, double[] goal) {
      long last = layout.firstStep(block) + layout.stepsOf(block) - 1;
      Comparison state = ofState(closeness, end, goal, last);
      return new Comparison(
          layout.stepsOf(block), state.largest, last, state.scaled, state.repeats);
    }

    /** This comparison, with the result of a test whether walks repeat. */
    public Comparison repeating(boolean same) {
      return new Comparison(steps, largest, where, scaled, repeats && same);
    }

    /** Both together; of equal differences, the step of the earlier one. */
    public Comparison and(Comparison later) {
      boolean worse =
          later.largest > largest || Double.isNaN(later.largest) && !Double.isNaN(largest);
      return new Comparison(
          steps + later.steps,
          worse ? later.largest : largest,
          worse ? later.where : where,
          Math.max(scaled, later.scaled),
          repeats && later.repeats);
    }
  }
}
