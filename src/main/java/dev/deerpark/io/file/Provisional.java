// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

/**
 * Something that is put in its place before another action, and removed again if that action fails;
 * what was there before is then restored.
 *
 * <pre>{@code
 * try (provisional) {
 *   provisional.put();
 *   somethingElse();
 *   provisional.keep();
 * }
 * }</pre>
 */
public interface Provisional extends AutoCloseable {

  /**
   * Puts it in its place.
   *
   * @throws dev.deerpark.base.BadInputException if something is there that may not be replaced
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  void put();

  /** Keeps it for good. */
  void keep();

  /** Restores what was there before {@link #put}, unless {@link #keep} was called. */
  @Override
  void close();
}
