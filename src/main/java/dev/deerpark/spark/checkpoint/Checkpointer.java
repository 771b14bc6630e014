// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.checkpoint;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Sha256;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.io.job.JobLabels;
import dev.deerpark.io.job.RddOperations;
import dev.deerpark.solve.Course;
import dev.deerpark.solve.SolveKeeper;
import dev.deerpark.solve.SolveState;
import dev.deerpark.spark.SparkEngine;
import dev.deerpark.spark.checkpoint.Manifest.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Keeps states of a solve on an engine in a folder. A state that cannot be kept is no reason to end
 * the run: the earlier ones stay.
 */
public final class Checkpointer implements SolveKeeper {
  private final CheckpointFolder folder;
  private final RunIdentity identity;
  private final Course course;
  private final SparkEngine engine;
  private final Consumer<String> warnings;
  private Pace pace;

  /**
   * @param every the seconds of work that may be lost; empty: a minute, or more where keeping a
   *     state takes long
   * @param warnings hears of states that could not be kept
   */
  public Checkpointer(
      CheckpointFolder folder,
      RunIdentity identity,
      Course course,
      SparkEngine engine,
      OptionalDouble every,
      Consumer<String> warnings) {
    this.folder = folder;
    this.identity = identity;
    this.course = course;
    this.engine = engine;
    this.warnings = warnings;
    this.pace = Pace.of(every, System.nanoTime());
  }

  @Override
  public void offer(Supplier<SolveState> state) {
    long began = System.nanoTime();
    if (!pace.isDue(began)) {
      return;
    }
    try {
      keep(state.get());
    } catch (Exception | FSError failure) { // a full local disk is an FSError
      if (BadInputException.behind(failure).isPresent()) {
        throw new IllegalStateException(failure);
      }
      warnings.accept(
          "A checkpoint could not be written to "
              + folder
              + ", so more work is lost if this run is killed: "
              + failure.getMessage());
    }
    pace = pace.kept(began, System.nanoTime());
  }

  private void keep(SolveState state) throws IOException {
    Path generation = folder.begin();
    BlockFile format = new BlockFile(generation.getName());
    List<Part> parts =
        state.walk().isPresent() ? List.of() : write(generation, format, state.sweeps());
    byte[] solve = new RecordCodec<>(SavedSolve.class).bytes(new SavedSolve(course, state));
    folder.write(generation, solve);
    folder.complete(
        generation,
        new Manifest(
            Manifest.FORMAT,
            Manifest.VERSION,
            generation.getName(),
            state.sweeps(),
            identity.facts(),
            identity.options(),
            identity.secrets(),
            parts,
            solve.length,
            Sha256.hex(solve)));
  }

  private List<Part> write(Path generation, BlockFile format, int sweeps) {
    JavaRDD<BlockIterate> iterate = engine.iterate();
    PartWriter writer =
        new PartWriter(
            new SerializableConfiguration(iterate.context().hadoopConfiguration()),
            generation.toString(),
            format);
    List<long[]> written =
        new JobLabels(iterate.context())
            .label(
                "deerpark checkpoint",
                "write the state after sweep " + (sweeps - 1),
                () -> RddOperations.collect(RddOperations.mapPartitionsWithIndex(iterate, writer)));
    List<Part> parts = new ArrayList<>();
    int first = 0;
    for (int partition = 0; partition < written.size(); partition++) {
      long[] part = written.get(partition);
      int blocks = (int) part[1];
      if (blocks > 0) {
        parts.add(new Part(PartWriter.name(partition, part[0]), first, blocks, part[2]));
      }
      first += blocks;
    }
    return parts;
  }
}
