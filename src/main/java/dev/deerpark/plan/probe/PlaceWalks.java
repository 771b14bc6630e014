// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan.probe;

import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.StepFailure;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.plan.forecast.StepTimes;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.List;

/** Walks from many places of a sample, side by side in the lanes of a kernel. */
final class PlaceWalks {
  private final Kernel kernel;
  private final InputBlock sample;
  private final int[] next;
  private final double[][] states;
  private long steps;
  private StepTimes times = StepTimes.NONE;

  /**
   * @param start {@code [D]}: the start of every walk; not modified
   * @param places the first step of each walk, within the sample
   */
  PlaceWalks(Kernel kernel, InputBlock sample, double[] start, int[] places) {
    this.kernel = kernel;
    this.sample = sample;
    this.next = places.clone();
    this.states = new double[places.length][];
    for (int walk = 0; walk < places.length; walk++) {
      states[walk] = start.clone();
    }
  }

  /** Evaluations of f so far. */
  long steps() {
    return steps;
  }

  /** What a step of as many walks as ever went side by side took at best. */
  StepTimes times() {
    return times;
  }

  /** The step within the sample that a walk takes next. */
  int next(int walk) {
    return next[walk];
  }

  /** {@code [D]}: the state before that step; not to be modified. */
  double[] state(int walk) {
    return states[walk];
  }

  /** Walks on, all of these walks the same number of steps. */
  void advance(List<Integer> walks, int count) {
    States starts = States.zeros(walks.size(), kernel.stateSize());
    for (int i = 0; i < walks.size(); i++) {
      starts.set(i, states[walks.get(i)]);
    }
    WalkRequest request = WalkRequest.all(count, JacobianForm.ZERO, starts);
    WalkResult result = WalkResult.roomFor(request);
    InputBlock inputs = picked(walks, count);
    long began = System.nanoTime();
    try {
      kernel.evaluate(inputs, request, result);
    } catch (StepFailure failure) {
      int at = (int) (failure.step() - sample.firstStep());
      throw failure.ofStep(sample.firstStep() + next[walks.get(at / count)] + at % count);
    }
    double seconds = (System.nanoTime() - began) / 1e9 / count;
    times = times.and(new StepTimes(Double.POSITIVE_INFINITY, seconds, walks.size()));
    for (int i = 0; i < walks.size(); i++) {
      states[walks.get(i)] = result.ends().get(i);
      next[walks.get(i)] += count;
    }
    steps += (long) walks.size() * count;
  }

  /** The next inputs of the walks, one walk's after the other's. */
  private InputBlock picked(List<Integer> walks, int count) {
    List<InputBlock> parts =
        walks.stream().map(walk -> sample.part(next[walk], next[walk] + count)).toList();
    int unnumbered = InputBlock.OF_NO_LAYOUT;
    return InputBlock.joined(unnumbered, parts).at(unnumbered, sample.firstStep());
  }
}
