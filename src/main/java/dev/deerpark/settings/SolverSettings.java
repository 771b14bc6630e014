package dev.deerpark.settings;

import dev.deerpark.sequence.Precision;
import java.util.List;
import java.util.OptionalInt;

/**
 * How to solve.
 *
 * @param method one of {@link #METHODS}
 * @param segmentLength steps in a segment, at least 1; empty: to be chosen from the dynamics
 * @param precision the numbers that states live in
 * @param kernel what walks the segments
 * @param tolerance within which residual and update must be, not below what the precision reaches
 * @param maxIterations after how many iterations to give up, at least 1
 */
public record SolverSettings(
    String method,
    OptionalInt segmentLength,
    Precision precision,
    KernelChoice kernel,
    double tolerance,
    int maxIterations) {

  /** The names of the methods. */
  public static final List<String> METHODS =
      List.of("sequential", "jacobi", "picard", "quasi-deer", "deer", "shooting");

  /** Whether a method chooses its own segment length when none is given. */
  static boolean choosesSegmentLength(String method) {
    return method.equals("shooting") || method.equals("sequential");
  }
}
