// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.checkpoint;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.PrivateFolder;
import dev.deerpark.io.file.RunFolder;
import dev.deerpark.io.file.WholeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder of a run's checkpoints: the two newest generations that are whole, and one that is
 * being written. Runs that compute the same may share one, since a generation of either serves
 * both. What is newer than the second whole one is deleted only by the run that wrote it, by one
 * that found it at its start and has a result, or once the run that wrote it has provably ended.
 */
public final class CheckpointFolder {
  private static final String PREFIX = "generation-";
  private static final String MANIFEST = "manifest.json";
  private static final String STATE = "state.bin";
  private static final int LARGEST_MANIFEST = 1 << 28;
  private static final int KEPT = 2;

  private final Path path;
  private final FileSystem files;
  private final Configuration hadoop;

  /** What was there when this run began, which it goes on from or has done without. */
  private final Set<Path> inherited = new HashSet<>();

  private final Set<Path> begun = new HashSet<>();

  /**
   * A folder that need not exist yet.
   *
   * @throws BadInputException where its file system cannot be reached
   */
  public CheckpointFolder(String path, Configuration hadoop) {
    try {
      FileSystem system = new Path(path).getFileSystem(hadoop);
      // Hadoop's local checksums would leave a hidden file beside each of ours
      this.files = system instanceof ChecksumFileSystem plain ? plain.getRawFileSystem() : system;
      this.path = files.makeQualified(new Path(path));
      this.hadoop = hadoop;
    } catch (IOException | IllegalArgumentException e) {
      throw new BadInputException(
          "--checkpoint: " + path + " cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * The newest generation that is whole; empty where there is none. One whose manifest is missing
   * or half-written is passed over in silence, since a run was killed while it wrote it.
   *
   * @param warnings hears of a generation that is complete but not whole
   * @throws BadInputException where the folder cannot be read, or holds another version's manifest
   */
  public Optional<Checkpoint> newest(Consumer<String> warnings) {
    try {
      for (Path generation : generations()) {
        Optional<Manifest> manifest = manifest(generation);
        if (manifest.isPresent()) {
          Checkpoint checkpoint = new Checkpoint(files, generation, manifest.get());
          Optional<String> damage = checkpoint.damage();
          if (damage.isEmpty()) {
            return Optional.of(checkpoint);
          }
          warnings.accept(
              "The checkpoint " + generation + " is passed over: " + damage.get() + ".");
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new BadInputException(
          "--checkpoint: " + path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Optional<Manifest> manifest(Path generation) throws IOException {
    Path file = new Path(generation, MANIFEST);
    return files.exists(file)
        ? Manifest.parse(
            WholeFile.at(file.toString(), hadoop).read(LARGEST_MANIFEST), file.toString())
        : Optional.empty();
  }

  /** The newest first; those that are being written too. */
  private List<Path> generations() throws IOException {
    try {
      if (files.getFileStatus(path).isFile()) {
        throw new IOException("it is a file, not a folder");
      }
      return Arrays.stream(files.listStatus(path, entry -> entry.getName().startsWith(PREFIX)))
          .filter(FileStatus::isDirectory)
          .map(FileStatus::getPath)
          .sorted(
              Comparator.comparingInt(CheckpointFolder::numberOf)
                  .thenComparing(Path::getName)
                  .reversed())
          .toList();
    } catch (FileNotFoundException none) {
      return List.of();
    }
  }

  /**
   * Makes the folder, where it is missing, for its owner alone. What is in it already becomes this
   * run's to {@link #delete}.
   *
   * @param warnings hears of a folder in which others could replace the checkpoints
   * @throws UncheckedIOException where it cannot be made
   */
  public void make(Consumer<String> warnings) {
    try {
      PrivateFolder.make(files, path);
      inherited.addAll(generations());
      if (PrivateFolder.isOpen(files, path)) {
        warnings.accept(
            "Every user can write in "
                + path
                + ", and so replace this run's checkpoints: name a folder of your own with"
                + " --checkpoint.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The folder " + path + " cannot be made: " + e.getMessage(), e);
    }
  }

  /** Begins a generation. What this run or one that has ended left half-written is deleted. */
  Path begin() throws IOException {
    int number = 0;
    for (Path earlier : generations()) {
      number = Math.max(number, numberOf(earlier) + 1);
      if (!files.exists(new Path(earlier, MANIFEST)) && isLeft(earlier)) {
        files.delete(earlier, true);
      }
    }
    String name = String.format(Locale.ROOT, "%s%06d-%s", PREFIX, number, UUID.randomUUID());
    Path generation = new Path(path, name);
    PrivateFolder.make(files, generation);
    RunFolder.mark(files, generation);
    begun.add(generation);
    return generation;
  }

  /** Whether no other run that may still live is writing it. */
  private boolean isLeft(Path generation) throws IOException {
    return begun.contains(generation) || RunFolder.hasMakerEnded(files, generation);
  }

  private static int numberOf(Path generation) {
    String[] words = generation.getName().substring(PREFIX.length()).split("-", 2);
    return words[0].matches("\\d{1,9}") ? Integer.parseInt(words[0]) : 0;
  }

  /** Writes the solver's state of a generation. */
  void write(Path generation, byte[] state) {
    WholeFile.at(new Path(generation, STATE).toString(), hadoop).write(state, false);
  }

  /** Makes a generation complete, and deletes all that are older than two whole ones. */
  void complete(Path generation, Manifest manifest) throws IOException {
    WholeFile.at(new Path(generation, MANIFEST).toString(), hadoop).write(manifest.toJson(), false);
    int whole = 0;
    for (Path each : generations()) {
      if (whole == KEPT) {
        files.delete(each, true);
      } else if (isWhole(each)) {
        whole++;
      }
    }
  }

  private boolean isWhole(Path generation) throws IOException {
    try {
      return manifest(generation)
          .filter(found -> new Checkpoint(files, generation, found).damage().isEmpty())
          .isPresent();
    } catch (BadInputException ofAnotherVersion) {
      return false;
    }
  }

  static Path stateOf(Path generation) {
    return new Path(generation, STATE);
  }

  /**
   * Deletes what was there when this run began, what it has written, and what runs have left that
   * have ended; and the folder where nothing else is in it.
   */
  public void delete() throws IOException {
    for (Path generation : generations()) {
      if (inherited.contains(generation) || isLeft(generation)) {
        files.delete(generation, true);
      }
    }
    if (files.exists(path) && files.listStatus(path).length == 0) {
      files.delete(path, false);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
