// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.engine.sweep;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.linear.Dense;
import dev.deerpark.recurrence.JacobianForm;
import java.io.Serializable;

/** How Jacobians are made smaller before they are used. */
public sealed interface Shrinking extends Serializable {

  /** Whether every Jacobian stays as it is. */
  default boolean keepsAll() {
    return false;
  }

  /** What all entries are multiplied by. */
  default double factor() {
    return 1;
  }

  /** What the entries of a diagonal, or the norm of a full Jacobian, are limited to. */
  default double limit() {
    return Double.POSITIVE_INFINITY;
  }

  /**
   * Shrinks one Jacobian in place.
   *
   * @param form diagonal or full
   * @param size D
   * @param jacobian {@code [D]} or {@code [D][D]}, overwritten
   */
  void shrink(JacobianForm form, int size, double[] jacobian);

  /** Not at all. */
  @DefaultSerializer(RecordSerializer.class)
  record None() implements Shrinking {
    @Override
    public boolean keepsAll() {
      return true;
    }

    @Override
    public void shrink(JacobianForm form, int size, double[] jacobian) {}
  }

  /**
   * To {@code 1 - k} times what they are.
   *
   * @param k from 0 to 1
   */
  @DefaultSerializer(RecordSerializer.class)
  record Scale(double k) implements Shrinking {

    /**
     * @throws IllegalArgumentException for k out of its range
     */
    public Scale {
      if (!(k >= 0 && k <= 1)) {
        throw new IllegalArgumentException("Jacobians scaled by 1 - " + k);
      }
    }

    @Override
    public double factor() {
      return 1 - k;
    }

    @Override
    public void shrink(JacobianForm form, int size, double[] jacobian) {
      scale(jacobian, factor());
    }
  }

  /**
   * To a limit: the entries of a diagonal, the norm of a full Jacobian.
   *
   * @param limit above 0
   */
  @DefaultSerializer(RecordSerializer.class)
  record Clip(double limit) implements Shrinking {

    /**
     * @throws IllegalArgumentException for a limit that is not above 0
     */
    public Clip {
      if (!(limit > 0)) {
        throw new IllegalArgumentException("Jacobians clipped to " + limit);
      }
    }

    @Override
    public void shrink(JacobianForm form, int size, double[] jacobian) {
      if (form == JacobianForm.DENSE) {
        scale(jacobian, Math.min(1, limit / Dense.normBound(size, jacobian)));
        return;
      }
      for (int i = 0; i < jacobian.length; i++) {
        jacobian[i] = Math.max(-limit, Math.min(limit, jacobian[i]));
      }
    }
  }

  private static void scale(double[] numbers, double factor) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] *= factor;
    }
  }
}
