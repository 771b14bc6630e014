// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm;

import dev.deerpark.base.Numbers;
import dev.deerpark.kernel.HeldJacobians;
import dev.deerpark.kernel.JacobianUse;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.kernel.jvm.Strips.FactorStrip;
import dev.deerpark.kernel.jvm.vector.VectorMatrixProduct;
import dev.deerpark.linear.MatrixProduct;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Restarts;
import dev.deerpark.sequence.States;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Walks segments in the lanes of a strip, and the loop by the sequential kernel. */
final class JvmKernel implements Kernel {
  private static final int SMALL = 16;

  /**
   * The most numbers in the directions of a dense walk, so that they stay in a core's own cache.
   */
  private static final int DIRECTIONS = 1 << 17;

  private final Strips strips;
  private final int stateSize;
  private final Map<JacobianForm, Strip> singles = new HashMap<>();
  private final Map<JacobianForm, Strip> oneSteps = new HashMap<>();
  private final Map<Width, Strip> wides = new HashMap<>();

  /** Null until it is asked for. */
  private Optional<FactorStrip> factors;

  private record Width(JacobianForm form, int lanes) {}

  JvmKernel(Strips strips, int stateSize) {
    this.strips = strips;
    this.stateSize = stateSize;
  }

  @Override
  public int stateSize() {
    return stateSize;
  }

  @Override
  public void trace(InputBlock inputs, int from, int to, double[] start, StateVisitor visitor) {
    Strip strip = single(JacobianForm.ZERO);
    Restarts restarts = inputs.restarts();
    int restart = restarts.firstFrom(from);
    double[] state = new double[stateSize];
    strip.begin(0, start, 0);
    for (int step = from; step < to; step += strip.reach()) {
      int steps = Math.min(strip.reach(), to - step);
      strip.feed(0, inputs, step, steps);
      for (int fed = 0; fed < steps; fed++) {
        if (restart < restarts.count() && restarts.steps()[restart] == step + fed) {
          strip.restart(0, restarts, restart++);
        }
        strip.advance(fed, fed + 1);
        strip.store(0, state, 0);
        visitor.visit(step + fed, state);
      }
    }
    strip.store(0, start, 0);
  }

  @Override
  public void record(
      InputBlock inputs, int segmentLength, int from, int to, States starts, Numbers states) {
    WalkRequest request = WalkRequest.range(segmentLength, JacobianForm.ZERO, starts, from, to);
    walk(inputs, request, new LaneRecord(states, from * segmentLength));
  }

  @Override
  public void evaluate(InputBlock inputs, WalkRequest request, WalkResult result) {
    for (WalkRequest part : request.apart(inputs)) {
      walk(inputs, part, new LaneResult(part, result));
    }
    result.restarted(request, inputs);
  }

  @Override
  public Optional<HeldJacobians> evaluateHolding(
      InputBlock inputs,
      WalkRequest request,
      WalkResult result,
      Optional<HeldJacobians> earlier,
      JacobianUse use) {
    boolean ofSteps = request.segmentLength() == 1 && request.form() == JacobianForm.DENSE;
    if (!ofSteps || !inputs.restarts().isEmpty() || factors().isEmpty()) {
      return Optional.empty();
    }
    FactorStrip strip = factors().get();
    int each = strip.cell().factors();
    double[] stored =
        earlier.isPresent()
            ? ((StepJacobians) earlier.get()).factors().clone()
            : new double[Math.multiplyExact(request.segments(), each)];
    LaneResult output = new LaneResult(request, result, stored, each);
    new StepWalk(inputs, request, output).run(strip.strip());
    StepJacobians held = new StepJacobians(strip.cell(), matrixProduct(), stored);
    return Optional.of(held.replaceNonFinite(request));
  }

  @Override
  public boolean holds(JacobianUse use, boolean filters) {
    return !filters && use.equals(JacobianUse.AS_THEY_ARE);
  }

  @Override
  public Optional<HeldJacobians> held(
      States starts, JacobianForm form, JacobianUse use, double[] kept) {
    return form == JacobianForm.DENSE && kept.length > 0
        ? factors()
            .filter(strip -> kept.length == starts.count() * strip.cell().factors())
            .map(strip -> new StepJacobians(strip.cell(), matrixProduct(), kept))
        : Optional.empty();
  }

  /** Empty where the factors of a Jacobian are no fewer than its numbers. */
  private Optional<FactorStrip> factors() {
    if (factors == null) {
      int entries = JacobianForm.DENSE.entries(stateSize);
      factors = strips.factors().filter(strip -> strip.cell().factors() < entries);
    }
    return factors;
  }

  @Override
  public MatrixProduct matrixProduct() {
    return new VectorMatrixProduct();
  }

  private void walk(InputBlock inputs, WalkRequest request, LaneOutput output) {
    JacobianForm form = request.form();
    if (request.segmentLength() == 1 && inputs.restarts().isEmpty()) {
      new StepWalk(inputs, request, output).run(oneStep(form));
      return;
    }
    LaneWalk lanes = new LaneWalk(inputs, request, output);
    int requested = request.requestedCount();
    if (request.segmentLength() == 1) {
      lanes.run(oneStep(form));
    } else if (form == JacobianForm.DENSE) {
      lanes.run(wide(form, lanesWithDirections(requested)));
    } else if (requested <= few()) {
      lanes.run(single(form));
    } else if (form == JacobianForm.DIAGONAL) {
      lanes.run(wide(form, strips.width()));
    } else {
      lanes.run(wide(form, strips.width()), few(), single(form));
    }
  }

  /**
   * The number of walks up to which one after the other is at least about as fast: a step of a
   * strip takes the time of 8 to 20 single steps, for small states of 2 to 6.
   */
  private int few() {
    int part = stateSize < SMALL ? 16 : 4;
    return Math.max(1, strips.width() / part);
  }

  /** A power of two: less than twice the number of segments, and few where directions are large. */
  private int lanesWithDirections(int requested) {
    int lanes = strips.width();
    while (lanes > 1 && (lanes / 2 >= requested || tooLarge(lanes))) {
      lanes /= 2;
    }
    return lanes;
  }

  private boolean tooLarge(int lanes) {
    return (long) lanes * stateSize * stateSize > DIRECTIONS;
  }

  private Strip oneStep(JacobianForm form) {
    return oneSteps.computeIfAbsent(form, strips::oneStep);
  }

  private Strip single(JacobianForm form) {
    return singles.computeIfAbsent(form, strips::single);
  }

  private Strip wide(JacobianForm form, int lanes) {
    return wides.computeIfAbsent(new Width(form, lanes), width -> strips.wide(form, lanes));
  }
}
