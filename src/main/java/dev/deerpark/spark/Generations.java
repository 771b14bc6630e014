package dev.deerpark.spark;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * Successive versions of one RDD, each made from the one before. At most two stay persisted; the
 * lineage is cut by a reliable checkpoint every few versions, without which a long run would end in
 * a stack overflow. A lost block is made again from the last checkpoint on.
 *
 * <p>Checkpoints need a checkpoint directory of the context. Old checkpoint files go with that
 * directory, which its owner deletes after the run.
 */
final class Generations<T> implements AutoCloseable {
  private static final int PERSISTED = 2;

  private final String name;
  private final int checkpointEvery;
  private final Deque<JavaRDD<T>> persisted = new ArrayDeque<>();
  private int made;

  Generations(String name, int checkpointEvery) {
    this.name = name;
    this.checkpointEvery = checkpointEvery;
  }

  /** Takes on a new version, before any job has computed it. */
  JavaRDD<T> add(JavaRDD<T> next) {
    next.setName(name + " " + made).persist(StorageLevel.MEMORY_AND_DISK());
    if (made > 0 && made % checkpointEvery == 0) {
      next.checkpoint();
    }
    persisted.addLast(next);
    made++;
    return next;
  }

  /** Lets go of what is no longer needed, after a job has computed the newest version. */
  void settle() {
    while (persisted.size() > PERSISTED) {
      persisted.removeFirst().unpersist(false);
    }
  }

  JavaRDD<T> newest() {
    return persisted.getLast();
  }

  @Override
  public void close() {
    persisted.forEach(rdd -> rdd.unpersist(false));
    persisted.clear();
  }
}
