// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.contract;

import dev.deerpark.recurrence.Differentiable;
import dev.deerpark.recurrence.Recurrence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * One set of arguments on which a model is tried, and the methods that can be tried on it.
 *
 * @param state {@code [D]}
 * @param input {@code [I]}
 * @param direction {@code [D]}
 */
record ContractTrial(double[] state, double[] input, double[] direction) {

  /** A method of a model, called with fresh copies of a trial's arguments. */
  enum Method {
    STEP,
    DIAGONAL,
    JACOBIAN,
    TANGENT;

    static List<Method> of(Recurrence model) {
      return model instanceof Differentiable
          ? List.of(STEP, DIAGONAL, JACOBIAN, TANGENT)
          : List.of(STEP, DIAGONAL, JACOBIAN);
    }

    private int results(int stateSize) {
      return this == JACOBIAN ? stateSize * stateSize : stateSize;
    }

    private void call(Recurrence model, ContractTrial arguments, double[] result) {
      double[] state = arguments.state;
      double[] input = arguments.input;
      switch (this) {
        case STEP -> model.step(state, input, result);
        case DIAGONAL -> model.diagonal(state, input, result);
        case JACOBIAN -> model.jacobian(state, input, result);
        case TANGENT -> ((Differentiable) model).tangent(state, input, arguments.direction, result);
      }
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Zeros, and then {@code count} trials of standard normal numbers. */
  static List<ContractTrial> of(Recurrence model, int count, Random random) {
    int size = model.stateSize();
    int inputs = model.inputSize();
    List<ContractTrial> trials = new ArrayList<>();
    trials.add(new ContractTrial(new double[size], new double[inputs], new double[size]));
    for (int i = 0; i < count; i++) {
      trials.add(
          new ContractTrial(normal(size, random), normal(inputs, random), normal(size, random)));
    }
    return trials;
  }

  /**
   * The arguments of a model's own steps along inputs, up to the first step that fails or is not
   * finite.
   *
   * @param start {@code [D]}
   * @param inputs {@code [n][I]}
   */
  static List<ContractTrial> along(
      Recurrence model, double[] start, double[][] inputs, Random random) {
    List<ContractTrial> trials = new ArrayList<>();
    double[] state = start.clone();
    for (double[] input : inputs) {
      ContractTrial trial =
          new ContractTrial(state, input.clone(), normal(model.stateSize(), random));
      try {
        state = trial.result(Method.STEP, model);
      } catch (Throwable failure) {
        return trials; // the run itself says so, with the time
      }
      if (!Arrays.stream(state).allMatch(Double::isFinite)) {
        return trials;
      }
      trials.add(trial);
    }
    return trials;
  }

  /** The result of a method, in an array that held {@code filled} everywhere before. */
  double[] result(Method method, Recurrence model, double filled) {
    double[] result = new double[method.results(state.length)];
    Arrays.fill(result, filled);
    method.call(model, copy(), result);
    return result;
  }

  double[] result(Method method, Recurrence model) {
    return result(method, model, Double.NaN);
  }

  /** The name of the argument that a method modifies, or null. */
  String modifiedBy(Method method, Recurrence model) {
    ContractTrial copy = copy();
    method.call(model, copy, new double[method.results(state.length)]);
    if (!Arrays.equals(copy.state, state)) {
      return "state";
    }
    if (!Arrays.equals(copy.input, input)) {
      return "input";
    }
    return Arrays.equals(copy.direction, direction) ? null : "direction";
  }

  private ContractTrial copy() {
    return new ContractTrial(state.clone(), input.clone(), direction.clone());
  }

  private static double[] normal(int size, Random random) {
    return random.doubles(size).map(ignored -> random.nextGaussian()).toArray();
  }
}
