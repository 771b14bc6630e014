// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import java.io.Serializable;

/**
 * An associative operation. It need not commute and needs no identity: the tree handles empty runs.
 *
 * @param <E> the elements; {@link #combine} must not modify them
 */
@FunctionalInterface
public interface Semigroup<E> extends Serializable {

  /** The element that does what {@code earlier} does and then what {@code later} does. */
  E combine(E earlier, E later);
}
