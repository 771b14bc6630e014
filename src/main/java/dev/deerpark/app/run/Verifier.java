// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.engine.trajectory.Trajectory;
import dev.deerpark.engine.trajectory.Trajectory.Comparison;
import dev.deerpark.report.Verification;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.time.StepTimes;
import dev.deerpark.sequence.time.Timeline;
import dev.deerpark.settings.OutputSettings.Verify;
import dev.deerpark.solve.ErrorBound;
import dev.deerpark.solve.Solution;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Checks a solution in the way asked for, and says in words what was compared with what. */
public final class Verifier {
  private static final int SAMPLED_BLOCKS = 4;

  private Verifier() {}

  /** Checks a solution of a series whose times are whole numbers. */
  public static Verification verify(
      Trajectory trajectory, Verify kind, ErrorBound bound, boolean ofOutputs) {
    StepTimes times = new StepTimes(Timeline.of(trajectory.layout()), false);
    return verify(trajectory, times, kind, bound, ofOutputs);
  }

  /**
   * Checks a solution.
   *
   * @param times the times of the steps
   * @param bound that was fixed before
   * @param ofOutputs whether the trajectory compares outputs, rather than states
   */
  public static Verification verify(
      Trajectory trajectory, StepTimes times, Verify kind, ErrorBound bound, boolean ofOutputs) {
    String what = ofOutputs ? " of the outputs" : "";
    Layout layout = trajectory.layout();
    return switch (kind) {
      case NONE ->
          new Verification(
              "none", null, null, bound.value(), null, null, "The result was not checked.");
      case FULL -> {
        Comparison loop = trajectory.compareWithLoop();
        String sentence =
            String.format(
                Locale.ROOT,
                "Compared with the sequential loop at every one of the %,d steps: the largest"
                    + " absolute difference%s is %.2e, at time %s; scaled %.2e, with a bound of %s.",
                loop.steps(),
                what,
                loop.largest(),
                times.text(loop.where()),
                loop.scaled(),
                bound);
        yield verification("full", loop, times, bound, sentence);
      }
      case SAMPLE -> {
        List<Integer> blocks = sample(layout);
        Comparison walked = trajectory.compareBlocks(blocks);
        String sentence =
            String.format(
                Locale.ROOT,
                "Walked %d of %,d blocks (%,d steps) from their start: they end within %.2e of where"
                    + " the next begins; scaled %.2e%s, with a bound of %s. This does not compare"
                    + " with the loop: --verify full does.",
                blocks.size(),
                layout.blocks(),
                walked.steps(),
                walked.largest(),
                walked.scaled(),
                what,
                bound);
        yield verification("sample", walked, times, bound, sentence);
      }
    };
  }

  private static Verification verification(
      String kind, Comparison found, StepTimes times, ErrorBound bound, String sentence) {
    return new Verification(
        kind,
        found.largest(),
        found.scaled(),
        bound.value(),
        found.repeats(),
        times.reported(found.where()),
        sentence);
  }

  /** A solution in the light of how it was found when it was checked. */
  public static Solution judged(Solution solution, Verification verification, ErrorBound bound) {
    return verification.repeats() == null
        ? solution
        : solution.comparedBy(verification.scaledDifference(), verification.repeats(), bound);
  }

  /** Blocks drawn by a generator that depends on the layout alone: the same for the same run. */
  private static List<Integer> sample(Layout layout) {
    return new Random(layout.steps())
        .ints(0, layout.blocks())
        .distinct()
        .limit(Math.min(SAMPLED_BLOCKS, layout.blocks()))
        .sorted()
        .boxed()
        .toList();
  }
}
