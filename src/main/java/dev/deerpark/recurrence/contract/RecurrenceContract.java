// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.contract;

import dev.deerpark.recurrence.Differentiable;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.RecurrenceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * The kit with which users test their own model, in any test framework:
 *
 * <pre>
 *   {@literal @}Test
 *   void myModelKeepsTheContract() {
 *     RecurrenceContract.verify(MyModel::new, 1);
 *   }
 * </pre>
 *
 * <p>The model is tried on random states and inputs of standard normal size, and on zeros:
 *
 * <ul>
 *   <li>sizes: at least one number in a state, and the same answer from every instance;
 *   <li>start: a start state of that size, without NaN and infinity, the same from every instance;
 *   <li>shapes: every entry of a result is written, nothing outside it, and no argument is
 *       modified;
 *   <li>purity: the same arguments give the same bits, in any order of calls and from a fresh
 *       instance;
 *   <li>finiteness: no NaN and no infinity;
 *   <li>derivatives: the Jacobian agrees with finite differences of the step, where these converge;
 *       the diagonal and the tangent of a {@link Differentiable} agree with the Jacobian.
 * </ul>
 */
public final class RecurrenceContract {
  private static final int RANDOM_TRIALS = 8;

  /** Jacobians along a series are not tried for larger states: that would take too long. */
  private static final int LARGEST_WITH_JACOBIANS = 64;

  private RecurrenceContract() {}

  /**
   * A law that a model breaks.
   *
   * @param law the broken law: {@code sizes}, {@code start}, {@code shapes}, {@code purity}, {@code
   *     finiteness} or {@code derivatives}
   * @param sentence what was seen, for a person
   */
  public record Finding(String law, String sentence) {}

  /**
   * Tries a model.
   *
   * @param spec builds the model; called several times
   * @param seed of the random states and inputs
   * @return the broken laws, each with the first thing seen; empty if the model keeps the contract
   */
  public static List<Finding> check(RecurrenceSpec spec, long seed) {
    List<Finding> sizes = law("sizes", () -> checkSizes(spec));
    if (!sizes.isEmpty()) {
      return sizes;
    }
    List<ContractTrial> trials = ContractTrial.of(spec.build(), RANDOM_TRIALS, new Random(seed));
    List<Finding> findings = new ArrayList<>();
    findings.addAll(law("start", () -> ContractLaws.start(spec)));
    findings.addAll(law("shapes", () -> ContractLaws.shapes(spec.build(), trials)));
    findings.addAll(law("purity", () -> ContractLaws.purity(spec, trials)));
    findings.addAll(law("finiteness", () -> ContractLaws.finiteness(spec.build(), trials)));
    if (findings.isEmpty()) {
      // Zeros are left out: a model may well have a kink there, and start states often are zero.
      List<ContractTrial> smooth = trials.subList(1, trials.size());
      findings.addAll(law("derivatives", () -> ContractDerivatives.check(spec.build(), smooth)));
    }
    return List.copyOf(findings);
  }

  /**
   * Tries a model on its own steps along a few inputs of a real series, by the laws of shapes and
   * purity and, of a {@link Differentiable}, of derivatives. A step that fails or is not finite is
   * not reported: only the steps before it are tried.
   *
   * @param spec builds the model; called several times
   * @param start {@code [D]}: the state before the first of them
   * @param inputs {@code [n][I]}
   * @return the broken laws, each with the first thing seen
   */
  public static List<Finding> checkAlong(RecurrenceSpec spec, double[] start, double[][] inputs) {
    List<ContractTrial> trials =
        ContractTrial.along(spec.build(), start, inputs, new Random(inputs.length));
    boolean small = start.length <= LARGEST_WITH_JACOBIANS;
    List<Finding> findings = new ArrayList<>();
    findings.addAll(law("purity", () -> ContractLaws.repeats(spec.build(), trials)));
    if (findings.isEmpty() && small) {
      findings.addAll(law("shapes", () -> ContractLaws.shapes(spec.build(), trials)));
    }
    if (findings.isEmpty() && small && spec.build() instanceof Differentiable) {
      findings.addAll(law("derivatives", () -> ContractDerivatives.check(spec.build(), trials)));
    }
    return List.copyOf(findings);
  }

  /**
   * Tries a model as {@link #check} does.
   *
   * @throws AssertionError if the model breaks the contract; the message has a line for each broken
   *     law, and the seed
   */
  public static void verify(RecurrenceSpec spec, long seed) {
    List<Finding> findings = check(spec, seed);
    if (!findings.isEmpty()) {
      throw new AssertionError(
          findings.stream()
              .map(finding -> "\n  " + finding.law() + ": " + finding.sentence())
              .collect(
                  Collectors.joining(
                      "", "The model breaks the contract (seed " + seed + "):", "")));
    }
  }

  private static void checkSizes(RecurrenceSpec spec) {
    Recurrence model = spec.build();
    Broken.unless(model.stateSize() >= 1, "the state has %d numbers", model.stateSize());
    Broken.unless(model.inputSize() >= 0, "the input has %d numbers", model.inputSize());
    Recurrence other = spec.build();
    Broken.unless(
        other.stateSize() == model.stateSize() && other.inputSize() == model.inputSize(),
        "another instance has other sizes");
  }

  private static List<Finding> law(String name, Runnable check) {
    try {
      check.run();
      return List.of();
    } catch (Broken broken) {
      return List.of(new Finding(name, broken.getMessage()));
    } catch (Throwable failure) { // whatever the code of a model makes of itself
      return List.of(new Finding(name, "the model threw " + failure));
    }
  }

  /** Ends a check with the sentence of the broken law. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Broken(String sentence) {
      super(sentence);
    }

    static void unless(boolean kept, String sentence, Object... arguments) {
      if (!kept) {
        throw new Broken(String.format(Locale.ROOT, sentence, arguments));
      }
    }
  }
}
