// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.nd4j;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.MeetingMarks;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.kernel.nd4j.BatchWalk.Output;
import dev.deerpark.kernel.nd4j.BatchWalk.Stretch;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Walks segments in the columns of a batch. One walk alone costs as much as a full batch. */
final class Nd4jKernel implements Kernel {
  private final ArrayCell cell;
  private final BatchWalk walk;
  private final Map<JacobianForm, ArrayProduct> products = new EnumMap<>(JacobianForm.class);

  Nd4jKernel(ArrayCell cell, Precision precision) {
    this.cell = cell;
    this.walk = new BatchWalk(cell, precision);
  }

  @Override
  public int stateSize() {
    return walk.stateSize();
  }

  private ArrayProduct product(JacobianForm form) {
    return products.computeIfAbsent(form, wanted -> new ArrayProduct(cell, wanted));
  }

  @Override
  public void evaluate(InputBlock inputs, WalkRequest request, WalkResult result) {
    List<Integer> requested = new ArrayList<>();
    for (int segment = 0; segment < request.segments(); segment++) {
      if (request.requested()[segment]) {
        requested.add(segment);
      }
    }
    for (int from = 0; from < requested.size(); from += Batch.WIDTH) {
      int to = Math.min(from + Batch.WIDTH, requested.size());
      int[] segments = requested.subList(from, to).stream().mapToInt(i -> i).toArray();
      ArrayProduct product = product(request.form());
      Stretch[] stretches = stretches(inputs, request, segments);
      walk.run(
          inputs,
          stretches,
          product,
          new Evaluation(request, result, segments, stretches, product));
    }
  }

  private static Stretch[] stretches(InputBlock inputs, WalkRequest request, int[] segments) {
    return Arrays.stream(segments)
        .mapToObj(
            segment ->
                new Stretch(
                    segment * request.segmentLength(),
                    request.lengthOf(segment, inputs.steps()),
                    request.starts().array(),
                    request.starts().offset(segment)))
        .toArray(Stretch[]::new);
  }

  @Override
  public void trace(InputBlock inputs, int from, int to, double[] state, StateVisitor visitor) {
    if (from == to) {
      return;
    }
    Stretch[] alone = {new Stretch(from, to - from, state.clone(), 0)};
    walk.run(
        inputs,
        alone,
        product(JacobianForm.ZERO),
        new EveryStep(
            (column, walked, reached) -> {
              visitor.visit(from + walked - 1, reached);
              System.arraycopy(reached, 0, state, 0, reached.length);
            }));
  }

  @Override
  public void record(
      InputBlock inputs, int segmentLength, int from, int to, States starts, Numbers states) {
    WalkRequest request = WalkRequest.range(segmentLength, JacobianForm.ZERO, starts, from, to);
    int size = starts.size();
    for (int first = from; first < to; first += Batch.WIDTH) {
      int begin = first;
      int[] segments = new int[Math.min(Batch.WIDTH, to - first)];
      Arrays.setAll(segments, column -> begin + column);
      Stretch[] stretches = stretches(inputs, request, segments);
      walk.run(
          inputs,
          stretches,
          product(JacobianForm.ZERO),
          new EveryStep(
              (column, walked, state) -> {
                if (walked <= stretches[column].length()) {
                  int step = stretches[column].from() + walked - 1 - from * segmentLength;
                  for (int i = 0; i < size; i++) {
                    states.set(step * size + i, state[i]);
                  }
                }
              }));
    }
  }

  /** Sees a state after each step. */
  private interface StepVisitor {
    void visit(int column, int walked, double[] state);
  }

  /** Looks after every step. */
  private record EveryStep(StepVisitor visitor) implements Output {
    @Override
    public boolean looksAfter(int walked) {
      return true;
    }

    @Override
    public boolean see(int column, int walked, double[] state) {
      visitor.visit(column, walked, state);
      return false;
    }
  }

  /** Writes what was asked for: states at marks and ends, and Jacobians. */
  private static final class Evaluation implements Output {
    private final WalkRequest request;
    private final WalkResult result;
    private final int[] segments;
    private final Stretch[] stretches;
    private final ArrayProduct product;
    private final int[] marks;
    private int productReadAfter;

    Evaluation(
        WalkRequest request,
        WalkResult result,
        int[] segments,
        Stretch[] stretches,
        ArrayProduct product) {
      this.request = request;
      this.result = result;
      this.segments = segments;
      this.stretches = stretches;
      this.product = product;
      this.marks = MeetingMarks.of(request.segmentLength());
    }

    @Override
    public boolean looksAfter(int walked) {
      return Arrays.binarySearch(marks, walked) >= 0
          || Arrays.stream(stretches).anyMatch(stretch -> stretch.length() == walked);
    }

    @Override
    public boolean see(int column, int walked, double[] state) {
      if (walked == stretches[column].length()) {
        end(column, walked, state);
        return true;
      }
      int mark = Arrays.binarySearch(marks, walked);
      return mark >= 0 && mark(segments[column] * marks.length + mark, walked, state);
    }

    private boolean mark(int at, int walked, double[] state) {
      if (request.mayMeet() && result.meets(state, at, request.meeting().orElseThrow())) {
        result.walked(walked);
        return true;
      }
      result.marks().set(at, state);
      return false;
    }

    private void end(int column, int walked, double[] state) {
      result.ends().set(segments[column], state);
      if (productReadAfter != walked) {
        product.read();
        productReadAfter = walked;
      }
      int entries = request.form().entries(state.length);
      product.store(column, result.jacobians(), segments[column] * entries);
      result.walked(walked);
      result.differentiated((long) walked * request.form().tangents(state.length));
    }
  }
}
