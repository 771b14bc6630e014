// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkContext;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * For test classes on {@link TestSession#local}: one session for all of them, because starting
 * Spark takes seconds. It ends after the last test. Each class has to leave nothing persisted.
 */
public final class SharedSession implements BeforeAllCallback, AfterAllCallback {

  /** The end of all tests. */
  private record AtTheEnd() implements AutoCloseable {
    @Override
    public void close() {
      TestSession.stop();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.create(SharedSession.class))
        .getOrComputeIfAbsent(AtTheEnd.class, key -> new AtTheEnd());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    SparkContext spark = TestSession.local().sparkContext();
    assertThat(spark.getPersistentRDDs().size())
        .as("left persisted by %s", context.getDisplayName())
        .isZero();
  }
}
