// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.plan;

import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.settings.DampingSettings;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.LayoutSettings.JacobianStorage;
import dev.deerpark.settings.SolverSettings;
import dev.deerpark.solve.FormPolicy;
import dev.deerpark.solve.Method;
import java.util.Locale;

/**
 * The Jacobians that the sweeps of a run may take.
 *
 * @param policy chooses the form of each sweep
 * @param reason why it is not the method's own; empty where it is
 */
public record FormChoice(FormPolicy policy, String reason) {

  /**
   * The largest full Jacobian, in numbers, that shooting may use, 512 MiB: each costs as many walks
   * as a state has numbers.
   */
  static final long LARGEST_JACOBIAN = 1 << 26;

  /**
   * The method's own choice, as far as the model's size allows it. It does not depend on the
   * cluster, since the layout follows from it.
   */
  public static FormChoice of(Method method, int stateSize) {
    return of(method.forms().forStates(stateSize), stateSize);
  }

  /** The same, unless the user asked for something else. */
  static FormChoice of(Method method, int stateSize, SolverSettings solver) {
    return method == Method.SHOOTING
        ? of(asked(solver, stateSize), stateSize)
        : of(method, stateSize);
  }

  private static FormChoice of(FormPolicy policy, int stateSize) {
    long entries = policy.largest().longEntries(stateSize);
    return mayDoWithout(policy) && entries > LARGEST_JACOBIAN
        ? none(
            String.format(
                Locale.ROOT, "a full Jacobian has %,d numbers, too many for it to pay", entries))
        : new FormChoice(policy, "");
  }

  /** The form that the user asked for, or else that for states of a size. */
  private static FormPolicy asked(SolverSettings solver, int stateSize) {
    return switch (solver.jacobian()) {
      case AUTO ->
          solver.damping().kind() == DampingSettings.Kind.NONE
              ? Method.SHOOTING.forms().forStates(stateSize)
              : FormPolicy.asNeeded(JacobianForm.DENSE);
      case NONE -> FormPolicy.always(JacobianForm.ZERO);
      case IDENTITY -> FormPolicy.asNeeded(JacobianForm.IDENTITY);
      case DIAGONAL -> FormPolicy.asNeeded(JacobianForm.DIAGONAL);
      case DENSE -> FormPolicy.asNeeded(JacobianForm.DENSE);
      case SECANT -> FormPolicy.secants();
    };
  }

  /**
   * This choice where memory has room for the largest form; else, if the method may do without
   * Jacobians, none.
   *
   * @param memory with the forms of this choice
   * @param settings whether the user wants Jacobians kept, or secants in any case
   */
  FormChoice within(Memory memory, EvaluateSettings settings) {
    if (!mayDoWithout(policy)) {
      return this;
    }
    FormMemory largest = memory.largest();
    if (!largest.fitsDriver()) {
      boolean isAsked = settings.solver().jacobian() == SolverSettings.Jacobian.SECANT;
      return isAsked
          ? this
          : none(
              String.format(
                  Locale.ROOT,
                  "the driver would keep %s of secants, more than %s",
                  Bytes.text(largest.driverBytes()),
                  Bytes.text(FormMemory.MOST_DRIVER_BYTES)));
    }
    if (!largest.fitsArrays() || !memory.fitsTasks()) {
      return none(
          String.format(
              Locale.ROOT,
              "full ones of a block take %s in each of %d tasks, and all executors have %s",
              Bytes.text(largest.taskBytes()),
              memory.tasks(),
              Bytes.text(memory.availableBytes())));
    }
    boolean keep = settings.layout().jacobianStorage() == JacobianStorage.KEEP;
    if (keep && largest.jacobianBytes() > 0 && !memory.fits()) {
      return none(
          String.format(
              Locale.ROOT,
              "full ones, kept as asked, take %s per version, and all executors have %s",
              Bytes.text(largest.jacobianBytes()),
              Bytes.text(memory.availableBytes())));
    }
    return this;
  }

  private static FormChoice none(String reason) {
    return new FormChoice(FormPolicy.always(JacobianForm.ZERO), reason);
  }

  /** Whether Jacobians are taken only where sweeps without them do not settle. */
  private static boolean mayDoWithout(FormPolicy policy) {
    return policy.first() == JacobianForm.ZERO && policy.largest() != JacobianForm.ZERO;
  }

  /** {@code none, full ones where that does not settle}. */
  @Override
  public String toString() {
    JacobianForm first = policy.first();
    String text = first == JacobianForm.ZERO ? "none" : FormMemory.adjective(first) + " ones";
    if (policy.largest() == JacobianForm.SECANT) {
      text += "; secants after four walks, where these do not settle";
    } else if (policy.largest() != first) {
      text += ", " + FormMemory.adjective(policy.largest()) + " ones where that does not settle";
    }
    return reason.isEmpty() ? text : text + " at all: " + reason;
  }
}
