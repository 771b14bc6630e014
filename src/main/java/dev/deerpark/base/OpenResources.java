// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.base;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Resources that are opened one after the other and closed together: the last first, and all of
 * them, also where some cannot be closed. For one thread at a time.
 */
public final class OpenResources implements AutoCloseable {
  private final Deque<Runnable> closings = new ArrayDeque<>();

  /**
   * Takes a resource over, and returns it.
   *
   * @param close closes it
   */
  public <R> R add(R resource, Consumer<? super R> close) {
    add(() -> close.accept(resource));
    return resource;
  }

  /**
   * @param close what is to be done when the others are closed
   */
  public void add(Runnable close) {
    closings.push(close);
  }

  /** Closes resources that were opened in this order. */
  public static <R> void closeAll(Collection<R> resources, Consumer<? super R> close) {
    OpenResources all = new OpenResources();
    resources.forEach(resource -> all.add(resource, close));
    all.close();
  }

  /**
   * The result of an action; where it fails, what it was to use is closed.
   *
   * @param close closes it
   */
  public static <T> T orClose(Runnable close, Supplier<T> action) {
    try {
      return action.get();
    } catch (Throwable failure) { // Scala throws checked exceptions without declaring them
      OpenResources opened = new OpenResources();
      opened.add(close);
      opened.closeAfter(failure);
      throw failure;
    }
  }

  /** Closes all. More than once is once. What fails first is thrown, the rest suppressed by it. */
  @Override
  public void close() {
    while (!closings.isEmpty()) {
      try {
        closings.pop().run();
      } catch (Throwable failure) { // Scala throws checked exceptions without declaring them
        closeAfter(failure);
        throw failure;
      }
    }
  }

  /** Closes all after a failure, which suppresses those of closing. */
  public void closeAfter(Throwable failure) {
    while (!closings.isEmpty()) {
      try {
        closings.pop().run();
      } catch (Throwable another) {
        // none can suppress itself
        if (another != failure) {
          failure.addSuppressed(another);
        }
      }
    }
  }
}
