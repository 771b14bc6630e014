// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.scan;

import java.io.Serializable;

/**
 * How elements act on states: {@code apply(combine(a, b), s) = apply(b, apply(a, s))}, to rounding.
 *
 * @param <E> the elements, not modified
 * @param <S> the states, not modified
 */
@FunctionalInterface
public interface Action<E, S> extends Serializable {

  /** The state after {@code element}, for the state before it. */
  S apply(E element, S state);
}
