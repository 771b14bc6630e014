// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.checkpoint;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.base.Sha256;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.SolveState;
import dev.deerpark.spark.SparkEngine;
import dev.deerpark.spark.checkpoint.Manifest.Part;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.util.SerializableConfiguration;

/** A complete generation, from which a run can go on. */
public final class Checkpoint {
  private final FileSystem files;
  private final Path folder;
  private final Manifest manifest;

  Checkpoint(FileSystem files, Path folder, Manifest manifest) {
    this.files = files;
    this.folder = folder;
    this.manifest = manifest;
  }

  /** How far the run had come, for people. */
  public String after() {
    Integer iteration = iteration();
    return iteration == null ? "a part of the loop was walked" : "iteration " + iteration;
  }

  /** The last iteration that it has the state of; null where that is of a walk of the loop. */
  public Integer iteration() {
    return manifest.parts().isEmpty() ? null : (Integer) (manifest.sweeps() - 1);
  }

  /** The options that the run was given, by their bare names, without those that hold secrets. */
  public Map<String, String> options() {
    return manifest.options();
  }

  /** The bare names of the options that hold secrets. */
  public List<String> secrets() {
    return manifest.secrets();
  }

  /** Why it cannot be read, as far as that is seen without reading the blocks. */
  Optional<String> damage() {
    try {
      for (Part part : manifest.parts()) {
        if (files.getFileStatus(new Path(folder, part.name())).getLen() != part.bytes()) {
          return Optional.of(part.name() + " is not as long as it was");
        }
      }
      byte[] state = state();
      String digest = Sha256.hex(state);
      return digest.equals(manifest.stateDigest())
          ? Optional.empty()
          : Optional.of("the solver's state is not as it was written");
    } catch (FileNotFoundException missing) {
      return Optional.of("a file is missing, " + missing.getMessage());
    } catch (IOException e) {
      return Optional.of("it cannot be read, " + e.getMessage());
    }
  }

  private byte[] state() throws IOException {
    try (FSDataInputStream in = files.open(CheckpointFolder.stateOf(folder))) {
      return in.readAllBytes();
    }
  }

  /**
   * Refuses a run that is not the one that left this.
   *
   * @param facts of the run, all or some of them
   * @throws BadInputException with the list of differences
   */
  public void requireSame(Map<String, String> facts) {
    List<String> differences = new ArrayList<>();
    new TreeMap<>(facts)
        .forEach(
            (name, here) -> {
              String there = manifest.identity().getOrDefault(name, "unknown");
              if (!there.equals(here)) {
                differences.add(name + difference(there, here));
              }
            });
    if (!differences.isEmpty()) {
      throw new BadInputException(
          "--checkpoint: "
              + folder.getParent()
              + " holds the checkpoint of another run ("
              + Names.list(differences)
              + "). Make them equal, or name another folder, or delete this one to begin anew.");
    }
  }

  /** Two values as far as they are short; of digests the beginnings are enough. */
  private static String difference(String there, String here) {
    String first = cut(there);
    String second = cut(here);
    return first.equals(second) ? " differ" : ": " + first + " there and " + second + " here";
  }

  private static String cut(String value) {
    return value.length() <= 24 ? value : value.substring(0, 12) + "...";
  }

  /**
   * What the driver kept. To be read only once it is known that this Deerpark has written it.
   *
   * @throws UncheckedIOException where it cannot be read
   */
  public SavedSolve solve() {
    try {
      return new RecordCodec<>(SavedSolve.class).value(state());
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Gives the iterate to an engine, unless the state is one of a walk, which needs none. */
  public void resume(SparkEngine engine, JavaRDD<InputBlock> inputs, SolveState state) {
    if (state.walk().isEmpty()) {
      engine.resume(
          blocks(inputs, engine.layout()),
          state.history().get(state.sweeps() - 1).form(),
          state.sweeps());
    }
  }

  /**
   * The blocks of the iterate, read where the inputs are.
   *
   * @param layout whose partitions the inputs have, any number of them
   */
  JavaRDD<BlockIterate> blocks(JavaRDD<InputBlock> inputs, Layout layout) {
    return inputs.mapPartitionsWithIndex(
        new PartReader(
            new SerializableConfiguration(files.getConf()),
            folder.toString(),
            new BlockFile(manifest.generation()),
            manifest.parts(),
            layout),
        true);
  }
}
