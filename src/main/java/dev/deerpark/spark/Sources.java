// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.base.OpenResources;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * The data from which an iterate is made, besides the inputs. Once the iterate is computed, the
 * executors no longer need it. The driver keeps the broadcasts until this is closed, because a lost
 * block of the iterate would be recomputed from them.
 */
final class Sources implements AutoCloseable {
  private final JavaSparkContext context;
  private final List<JavaRDD<?>> persisted = new ArrayList<>();
  private final List<Broadcast<?>> broadcasts = new ArrayList<>();

  /** Broadcasts that are on the driver alone. */
  private final List<Broadcast<?>> released = new ArrayList<>();

  Sources(JavaSparkContext context) {
    this.context = context;
  }

  <T> Broadcast<T> broadcast(T value) {
    Broadcast<T> broadcast = context.broadcast(value);
    broadcasts.add(broadcast);
    return broadcast;
  }

  <T> JavaRDD<T> persist(JavaRDD<T> rdd) {
    takeOver(rdd);
    return rdd.persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** Takes over an RDD that its creator has persisted, or not. */
  void takeOver(JavaRDD<?> rdd) {
    persisted.add(rdd);
  }

  /** Frees the memory of the executors. */
  void release() {
    persisted.forEach(rdd -> rdd.unpersist(false));
    persisted.clear();
    broadcasts.forEach(broadcast -> broadcast.unpersist(false));
    released.addAll(broadcasts);
    broadcasts.clear();
  }

  /** Frees the memory of the driver too. More sources may be added afterwards. */
  @Override
  public void close() {
    try (OpenResources all = new OpenResources()) {
      broadcasts.forEach(broadcast -> all.add(broadcast, Broadcast::destroy));
      released.forEach(broadcast -> all.add(broadcast, Broadcast::destroy));
      persisted.forEach(rdd -> all.add(() -> rdd.unpersist(false)));
    } finally {
      persisted.clear();
      broadcasts.clear();
      released.clear();
    }
  }
}
