// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.NumberText;
import dev.deerpark.solve.Method;
import java.util.Locale;
import java.util.Optional;

/**
 * The damping of updates.
 *
 * @param kind of damping
 * @param value lambda, k or c, depending on the kind; 0 for kinds without a value
 * @param published whether segments whose start is exact are damped too, as published
 * @param smooth whether smoothed means are taken in place of filtered ones; false for kinds that do
 *     not filter
 */
public record DampingSettings(Kind kind, double value, boolean published, boolean smooth) {

  /** The kinds of damping. */
  public enum Kind {
    NONE,
    /** A Kalman filter with one lambda. */
    FIXED,
    /** Jacobians times {@code 1 - k}. */
    SCALE,
    /** Jacobians clipped to c. */
    CLIP,
    /** A Kalman filter whose lambda follows the run. */
    ADAPTIVE;

    boolean takesValue() {
      return this == FIXED || this == SCALE || this == CLIP;
    }

    boolean filters() {
      return this == FIXED || this == ADAPTIVE;
    }
  }

  /** The values of {@code --elk-prefix}. */
  enum Prefix {
    HARD,
    PUBLISHED
  }

  /** The values of {@code --elk-step}. */
  enum Step {
    FILTER,
    SMOOTH
  }

  /** The default of a method: adaptive damping where the method is made for it, otherwise none. */
  public static DampingSettings unlessGiven(boolean damped) {
    return new DampingSettings(damped ? Kind.ADAPTIVE : Kind.NONE, 0, false, false);
  }

  /** Whether a Kalman filter is used. */
  public boolean filters() {
    return kind.filters();
  }

  /**
   * Reads {@code none}, {@code fixed:LAMBDA}, {@code scale:K}, {@code clip:C} or {@code adaptive}.
   *
   * @throws BadInputException with only the advice as its message
   */
  static DampingSettings parse(String text, boolean published, boolean smooth) {
    String[] parts = text.split(":", 2);
    for (Kind kind : Kind.values()) {
      boolean named = kind.name().toLowerCase(Locale.ROOT).equals(parts[0]);
      if (named && kind.takesValue() == (parts.length == 2)) {
        double value = kind.takesValue() ? number(parts[1]) : 0;
        if (!kind.takesValue() || value > 0 && (kind != Kind.SCALE || value <= 1)) {
          return new DampingSettings(kind, value, published, smooth && kind.filters());
        }
      }
    }
    throw new BadInputException(
        "give none, fixed:LAMBDA, published, scale:K (0 < K <= 1), clip:C or adaptive, such as"
            + " fixed:1e-6");
  }

  private static double number(String text) {
    Double number = NumberText.parse(text, '.');
    return number != null && Double.isFinite(number) ? number : -1;
  }

  /**
   * The damping that was given for a method, or else the method's default.
   *
   * @param method empty where it is chosen from the dynamics
   * @param isAsked whether the option, where it is given, is meant for this method
   * @throws BadInputException for an invalid value, and for damping without Jacobians
   */
  static DampingSettings of(TypedValues typed, Optional<Method> method, boolean isAsked) {
    boolean published =
        typed.choice(Option.ELK_PREFIX, Prefix.class).orElseThrow() == Prefix.PUBLISHED;
    boolean smooth = typed.choice(Option.ELK_STEP, Step.class).orElseThrow() == Step.SMOOTH;
    boolean isDamped = method.filter(Method::filters).isPresent();
    String text =
        typed.text(Option.DAMPING).filter(given -> isAsked).orElse(isDamped ? "adaptive" : "none");
    String kind =
        text.equals("published")
            ? "fixed:" + method.map(Method::publishedLambda).orElse(1e-6)
            : text;
    DampingSettings damping =
        typed.parsed(Option.DAMPING, kind, known -> parse(known, published, smooth));
    if (damping.kind() != Kind.NONE && method.filter(Method::hasJacobians).isEmpty()) {
      throw typed.refused(
          Option.DAMPING,
          method.isPresent()
              ? "--method " + MethodNames.of(method) + " has no Jacobians to damp; leave it out"
              : "--method auto chooses its own; name a method to damp, such as shooting or elk");
    }
    return damping;
  }
}
