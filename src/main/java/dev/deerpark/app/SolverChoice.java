package dev.deerpark.app;

import dev.deerpark.engine.Damping;
import dev.deerpark.engine.Guess;
import dev.deerpark.settings.DampingSettings;
import dev.deerpark.settings.GuessSettings;
import dev.deerpark.solve.Damper;

/** What the solver's options stand for. */
final class SolverChoice {
  private SolverChoice() {}

  static Damper damper(DampingSettings settings) {
    Damping fixed =
        switch (settings.kind()) {
          case NONE -> Damping.NONE;
          case FIXED -> Damping.filter(settings.value());
          case SCALE -> Damping.scale(settings.value());
          case CLIP -> Damping.clip(settings.value());
          case ADAPTIVE -> Damping.filter(1e-6);
        };
    Damping chosen = settings.published() ? fixed.ofExactSegmentsToo() : fixed;
    return Damper.always(settings.smooth() ? chosen.smoothing() : chosen);
  }

  static Guess guess(GuessSettings settings) {
    return switch (settings.kind()) {
      case ZEROS, WARM, BURN_IN -> Guess.zeros();
      case START -> Guess.start();
      case INPUT -> Guess.input();
      case NORMAL -> Guess.normal(settings.number());
    };
  }
}
