// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import java.io.Serializable;

/**
 * What is sent to the executors in place of a {@link Recurrence}: enough to build one there. A
 * trained network is sent as its weights, a user's model as its class name and parameters.
 */
public interface RecurrenceSpec extends Serializable {

  /** A fresh instance, for one thread. */
  Recurrence build();

  /** A description with its sizes, for people. */
  default String description() {
    return toString();
  }
}
