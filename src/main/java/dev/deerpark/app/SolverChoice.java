// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import dev.deerpark.base.BadInputException;
import dev.deerpark.engine.BurnIn;
import dev.deerpark.engine.Damping;
import dev.deerpark.engine.Guess;
import dev.deerpark.sequence.Layout;
import dev.deerpark.settings.DampingSettings;
import dev.deerpark.settings.GuessSettings;
import dev.deerpark.solve.AdaptiveDamper;
import dev.deerpark.solve.Damper;
import java.util.Locale;
import java.util.Optional;

/** What the solver's options stand for. */
final class SolverChoice {
  private SolverChoice() {}

  static Damper damper(DampingSettings settings) {
    Damper damper =
        switch (settings.kind()) {
          case NONE -> Damper.always(Damping.NONE);
          case FIXED -> Damper.always(Damping.filter(settings.value()));
          case SCALE -> Damper.always(Damping.scale(settings.value()));
          case CLIP -> Damper.always(Damping.clip(settings.value()));
          case ADAPTIVE -> new AdaptiveDamper();
        };
    Damper prefix =
        settings.published() ? history -> damper.next(history).withPublishedPrefix() : damper;
    return settings.smooth() ? history -> prefix.next(history).smoothing() : prefix;
  }

  static Optional<BurnIn> burnIn(Optional<GuessSettings> given, Layout layout) {
    return given
        .filter(guess -> guess.kind() == GuessSettings.Kind.BURN_IN)
        .map(guess -> burnIn(guess, layout));
  }

  private static BurnIn burnIn(GuessSettings settings, Layout layout) {
    if (settings.number() > layout.segmentLength()) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "--guess burn-in:%d: segments are %d steps long. Give no more, or a longer"
                  + " --segment-length.",
              settings.number(),
              layout.segmentLength()));
    }
    return new BurnIn((int) settings.number());
  }

  /** What is left to the sweeps: where states are worked out first, any guess will do. */
  static Guess guess(Optional<GuessSettings> given) {
    if (given.isEmpty()) {
      return Guess.zeros();
    }
    return switch (given.get().kind()) {
      case ZEROS, WARM, BURN_IN -> Guess.zeros();
      case START -> Guess.start();
      case INPUT -> Guess.input();
      case NORMAL -> Guess.normal(given.get().number());
    };
  }
}
