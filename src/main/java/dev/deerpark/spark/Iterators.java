// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.kernel.Kernel;
import dev.deerpark.sequence.InputBlock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;

/** Lazy iterators: a task holds one block at a time. */
public final class Iterators {
  private Iterators() {}

  public static <A, B> Iterator<B> map(Iterator<A> from, Function<A, B> function) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return from.hasNext();
      }

      @Override
      public B next() {
        return function.apply(from.next());
      }
    };
  }

  /**
   * The same elements, for a kernel that walks them and learns of each one ahead if it gains from
   * that: then a task holds two at a time.
   *
   * @param inputs of an element
   */
  static <A> Iterator<A> ahead(Iterator<A> from, Function<A, InputBlock> inputs, Kernel kernel) {
    return kernel.fetchesAhead()
        ? new Ahead<>(from, next -> kernel.fetch(inputs.apply(next)))
        : from;
  }

  /** Looks at the element after the one that it returns. */
  private static final class Ahead<A> implements Iterator<A> {
    private final Iterator<A> from;
    private final Consumer<A> see;
    private final Deque<A> seen = new ArrayDeque<>();

    Ahead(Iterator<A> from, Consumer<A> see) {
      this.from = from;
      this.see = see;
    }

    @Override
    public boolean hasNext() {
      return !seen.isEmpty() || from.hasNext();
    }

    @Override
    public A next() {
      A current = seen.isEmpty() ? from.next() : seen.remove();
      if (from.hasNext()) {
        seen.add(from.next());
        see.accept(seen.peek());
      }
      return current;
    }
  }
}
