// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.base.OpenResources;
import dev.deerpark.io.job.RddOperations;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Successive versions of one RDD, each made from the one before. The newest stays persisted, and
 * the one before it until the newest is computed. A lost block is recomputed from the last
 * checkpoint on; without checkpoints, which cut the lineage, a long run would end in a stack
 * overflow.
 *
 * <p>Checkpoints need a checkpoint directory of the context. Old checkpoint files go with that
 * directory, which its owner deletes after the run.
 */
final class Generations<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Generations.class);

  private final Configuration hadoop;
  private final String name;
  private final Deque<JavaRDD<T>> persisted = new ArrayDeque<>();
  private Optional<String> checkpoint = Optional.empty();
  private int made;

  Generations(String name, Configuration hadoop) {
    this.hadoop = hadoop;
    this.name = name;
  }

  /** Adds a new version, before any job has computed it. */
  JavaRDD<T> add(JavaRDD<T> next) {
    persist(next.setName(name + " " + made));
    made++;
    return next;
  }

  /**
   * Adds the newest version, which a job has computed, a second time; the next job checkpoints it.
   * Spark does not checkpoint an RDD that a job has computed before, and the cost of a version is
   * known only afterwards. The blocks in memory are the same objects.
   */
  JavaRDD<T> addCheckpoint() {
    JavaRDD<T> same = RddOperations.map(newest(), element -> element);
    same.checkpoint();
    persist(same.setName(newest().name()));
    return same;
  }

  private void persist(JavaRDD<T> next) {
    persisted.addLast(next.persist(StorageLevel.MEMORY_AND_DISK()));
  }

  /**
   * Releases the versions that are no longer needed, after a job has computed the newest version.
   */
  void settle() {
    while (persisted.size() > 1) {
      persisted.removeFirst().unpersist(false);
    }
    if (newest().isCheckpointed()) {
      String file = newest().getCheckpointFile().get();
      checkpoint.ifPresent(this::delete);
      checkpoint = Optional.of(file);
    }
  }

  /** An old checkpoint only takes space, so one that stays is no reason to fail. */
  private void delete(String file) {
    try {
      Path path = new Path(file);
      path.getFileSystem(hadoop).delete(path, true);
    } catch (IOException e) {
      LOG.warn("The old checkpoint {} cannot be deleted", file, e);
    }
  }

  JavaRDD<T> newest() {
    return persisted.getLast();
  }

  @Override
  public void close() {
    OpenResources.closeAll(persisted, rdd -> rdd.unpersist(false));
    persisted.clear();
  }
}
