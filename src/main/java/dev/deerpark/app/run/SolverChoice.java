// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Guess;
import dev.deerpark.engine.sweep.Reset;
import dev.deerpark.settings.DampingSettings;
import dev.deerpark.settings.GuessSettings;
import dev.deerpark.settings.SolverSettings;
import dev.deerpark.solve.AdaptiveDamper;
import dev.deerpark.solve.Damper;
import java.util.Optional;

/** What the solver's options stand for. */
public final class SolverChoice {
  private SolverChoice() {}

  /** What holds updates back, and what becomes of what is not finite in them. */
  static Damper damper(SolverSettings settings) {
    Damper damper = damper(settings.damping());
    Reset reset = reset(settings);
    return reset.equals(Reset.DROP) ? damper : history -> damper.next(history).with(reset);
  }

  /** What becomes of what is not finite. */
  static Reset reset(SolverSettings settings) {
    return switch (settings.nonFinite()) {
      case DROP -> Reset.DROP;
      case PUBLISHED -> Reset.published(settings.precision());
    };
  }

  /** What holds updates back. */
  public static Damper damper(DampingSettings settings) {
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
