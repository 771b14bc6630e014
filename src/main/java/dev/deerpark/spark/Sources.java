// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * What an iterate is made from beside the inputs. As soon as the iterate is there the executors
 * need none of it. The driver keeps the broadcasts until this is closed: a lost block of the
 * iterate would be made from them again.
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

  /** Takes over an RDD that its maker has persisted, if it was worth it. */
  void takeOver(JavaRDD<?> rdd) {
    persisted.add(rdd);
  }

  /** Frees the executors. */
  void release() {
    persisted.forEach(rdd -> rdd.unpersist(false));
    persisted.clear();
    broadcasts.forEach(broadcast -> broadcast.unpersist(false));
    released.addAll(broadcasts);
    broadcasts.clear();
  }

  /** Frees the driver too. More may be added afterwards. */
  @Override
  public void close() {
    release();
    released.forEach(Broadcast::destroy);
    released.clear();
  }
}
