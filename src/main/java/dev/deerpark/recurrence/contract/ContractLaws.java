// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.contract;

import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.recurrence.contract.ContractTrial.Method;
import dev.deerpark.recurrence.contract.RecurrenceContract.Broken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The laws that every method of a model must keep, whatever it computes. */
final class ContractLaws {
  private ContractLaws() {}

  /** The start state has the state's size, is finite, and the same from any instance. */
  static void start(RecurrenceSpec spec) {
    Recurrence model = spec.build();
    double[] start = model.initialState();
    Broken.unless(
        start.length == model.stateSize(),
        "the start state has %d numbers and a state %d",
        start.length,
        model.stateSize());
    Broken.unless(
        Arrays.stream(start).allMatch(Double::isFinite),
        "the start state is %s",
        Arrays.toString(start));
    Broken.unless(
        Arrays.equals(start, spec.build().initialState()),
        "the start state of a fresh instance is another");
  }

  /** Every entry of the result is written and no argument is modified. */
  static void shapes(Recurrence model, List<ContractTrial> trials) {
    for (ContractTrial trial : trials) {
      for (Method method : Method.of(model)) {
        // The previous content of the array must be overwritten, neither kept nor added to.
        double[] overOnes = trial.result(method, model, 1);
        double[] overTwos = trial.result(method, model, 2);
        int entry = Arrays.mismatch(overOnes, overTwos);
        // A result that changes from call to call breaks the purity law, not this one.
        boolean repeats = Arrays.equals(overOnes, trial.result(method, model, 1));
        Broken.unless(
            entry < 0 || !repeats, "%s does not overwrite entry %d of its result", method, entry);
        String modified = trial.modifiedBy(method, model);
        Broken.unless(modified == null, "%s modifies its argument %s", method, modified);
      }
    }
  }

  /** The same arguments give the same bits, in any order of calls and from any instance. */
  static void purity(RecurrenceSpec spec, List<ContractTrial> trials) {
    Recurrence model = spec.build();
    List<double[]> once = results(model, trials);
    for (int i = trials.size() - 1; i >= 0; i--) {
      List<Method> methods = Method.of(model);
      for (int j = methods.size() - 1; j >= 0; j--) {
        boolean same =
            Arrays.equals(
                trials.get(i).result(methods.get(j), model), once.get(i * methods.size() + j));
        Broken.unless(
            same,
            "%s gives another result for the same arguments when calls come in another order",
            methods.get(j));
      }
    }
    List<double[]> fresh = results(spec.build(), trials);
    for (int i = 0; i < fresh.size(); i++) {
      Broken.unless(
          Arrays.equals(fresh.get(i), once.get(i)),
          "%s of a fresh instance gives another result for the same arguments",
          Method.of(model).get(i % Method.of(model).size()));
    }
  }

  /** A step gives the same bits for the same arguments, also in the other order. */
  static void repeats(Recurrence model, List<ContractTrial> trials) {
    List<double[]> once = trials.stream().map(trial -> trial.result(Method.STEP, model)).toList();
    for (int i = trials.size() - 1; i >= 0; i--) {
      Broken.unless(
          Arrays.equals(trials.get(i).result(Method.STEP, model), once.get(i)),
          "step gives another result for the same arguments when calls come in another order");
    }
  }

  /** No result has a NaN or an infinity. */
  static void finiteness(Recurrence model, List<ContractTrial> trials) {
    for (ContractTrial trial : trials) {
      for (Method method : Method.of(model)) {
        double[] result = trial.result(method, model);
        for (int i = 0; i < result.length; i++) {
          Broken.unless(
              Double.isFinite(result[i]),
              "entry %d of %s is %s for the state %s and the input %s",
              i,
              method,
              result[i],
              Arrays.toString(trial.state()),
              Arrays.toString(trial.input()));
        }
      }
    }
  }

  private static List<double[]> results(Recurrence model, List<ContractTrial> trials) {
    List<double[]> results = new ArrayList<>();
    for (ContractTrial trial : trials) {
      for (Method method : Method.of(model)) {
        results.add(trial.result(method, model));
      }
    }
    return results;
  }
}
