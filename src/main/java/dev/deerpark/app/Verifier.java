// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.engine.Trajectory;
import dev.deerpark.engine.Trajectory.Comparison;
import dev.deerpark.report.Verification;
import dev.deerpark.sequence.Layout;
import dev.deerpark.settings.OutputSettings.Verify;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Checks a solution in the way asked for, and says in words what was compared with what. */
final class Verifier {
  private static final int SAMPLED_BLOCKS = 4;

  private Verifier() {}

  static Verification verify(Trajectory trajectory, Verify kind) {
    Layout layout = trajectory.layout();
    return switch (kind) {
      case NONE -> new Verification("none", null, null, "The result was not checked.");
      case FULL -> {
        Comparison loop = trajectory.compareWithLoop();
        long where = layout.firstTime() + loop.where();
        yield new Verification(
            "full",
            loop.largest(),
            where,
            String.format(
                Locale.ROOT,
                "Compared with the sequential loop at every one of the %,d steps: the largest"
                    + " absolute difference is %.2e, at time %d.",
                loop.steps(),
                loop.largest(),
                where));
      }
      case SAMPLE -> {
        List<Integer> blocks = sample(layout);
        Comparison walked = trajectory.compareBlocks(blocks);
        yield new Verification(
            "sample",
            walked.largest(),
            layout.firstTime() + walked.where(),
            String.format(
                Locale.ROOT,
                "Walked %d of %,d blocks (%,d steps) from their start: they end within %.2e of where"
                    + " the next begins. This does not compare with the loop: --verify full does.",
                blocks.size(),
                layout.blocks(),
                walked.steps(),
                walked.largest()));
      }
    };
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
