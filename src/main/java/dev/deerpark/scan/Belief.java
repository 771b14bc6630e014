// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import java.io.Serializable;

/**
 * A state that is known up to a Gaussian error: what comes down the tree.
 *
 * @param mean {@code [D]}, never modified
 * @param error the error of the mean
 */
@DefaultSerializer(RecordSerializer.class)
public record Belief(double[] mean, Uncertainty error) implements Serializable {

  /** A state that is known exactly. */
  public static Belief exact(double[] state) {
    return new Belief(state, Uncertainty.NONE);
  }

  public boolean isExact() {
    return error instanceof Uncertainty.None;
  }
}
