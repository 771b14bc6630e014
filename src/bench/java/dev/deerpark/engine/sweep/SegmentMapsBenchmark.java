// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.SegmentMap;
import dev.deerpark.sequence.States;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Making a segment's element from a block's start states {@code [S][D]}, ends and Jacobians {@code
 * [S][D * D]}, {@code [S][D]} or none, as every sweep does for every segment: nanoseconds a
 * segment, on one core and in double.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SegmentMapsBenchmark {
  private static final int SEGMENTS = 8;

  /** What is kept of the Jacobian. */
  @Param({"ZERO", "IDENTITY", "DIAGONAL", "DENSE"})
  public JacobianForm form;

  /** D. */
  @Param({"3", "8", "32", "64", "128"})
  public int size;

  private SegmentMaps plain;
  private SegmentMaps clipped;
  private SegmentMaps filtered;
  private int segment;

  /** Makes a block that begins after the exact segments. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    States starts = new States(random.doubles((long) SEGMENTS * size, -1, 1).toArray(), size);
    States ends = new States(random.doubles((long) SEGMENTS * size, -1, 1).toArray(), size);
    double[] jacobians = random.doubles((long) SEGMENTS * form.entries(size), -1, 1).toArray();
    plain = maps(Damping.NONE, starts, ends, jacobians);
    clipped = maps(Damping.clip(1), starts, ends, jacobians);
    filtered = maps(Damping.filter(0.5), starts, ends, jacobians);
  }

  private SegmentMaps maps(Damping damping, States starts, States ends, double[] jacobians) {
    return new SegmentMaps(
        SweepPlan.of(form, damping), 1, starts, ends, jacobians, Restarting.NONE);
  }

  /** An affine map. */
  @Benchmark
  public SegmentMap plain() {
    return plain.of(next());
  }

  /** An affine map with the Jacobian clipped, which needs a bound of its norm. */
  @Benchmark
  public SegmentMap clipped() {
    return clipped.of(next());
  }

  /** A filter's element; without Jacobians there is none, and the affine map is made. */
  @Benchmark
  public SegmentMap filtered() {
    return filtered.of(next());
  }

  private int next() {
    segment = (segment + 1) % SEGMENTS;
    return segment;
  }
}
