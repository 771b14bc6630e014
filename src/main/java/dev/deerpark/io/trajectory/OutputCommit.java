// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.OutputContent;
import dev.deerpark.io.file.Provisional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renames a staged folder into its place; of several runs that try at once, one succeeds. A rename
 * need not be atomic: the result is compared with what was staged, and a partial result is undone.
 */
final class OutputCommit {
  private static final Logger LOG = LoggerFactory.getLogger(OutputCommit.class);

  private final FileSystem files;
  private final OutputNames names;
  private final boolean overwrite;

  /**
   * @param overwrite whether an output that is in the place is replaced
   */
  OutputCommit(FileSystem files, OutputNames names, boolean overwrite) {
    this.files = files;
    this.names = names;
    this.overwrite = overwrite;
  }

  /**
   * Puts the staged folder into its place.
   *
   * @param companion put in its place first, and kept only if the folder arrives
   * @throws BadInputException where another run has come first; then nothing has changed
   * @throws UncheckedIOException where the place cannot be read; then nothing has changed
   * @throws CommitException where something has come into an earlier output that no run leaves
   *     there, or a rename fails; then what was staged is kept, and the earlier output is in its
   *     place where that can be done
   */
  @SuppressWarnings("try") // both are there to be closed
  void run(Optional<Provisional> companion) {
    try (OutputClaim claim = OutputClaim.take(files, names)) {
      boolean replacing = files.exists(names.target());
      if (replacing && !overwrite) {
        throw appeared();
      }
      if (replacing) {
        requireReplaceable();
      }
      try (Provisional file = companion.orElse(null)) {
        companion.ifPresent(Provisional::put);
        if (replacing) {
          replace();
        } else {
          move(names.staging(), names.target());
        }
        companion.ifPresent(Provisional::keep);
      }
    } catch (IOException | FSError failure) { // a full local disk is an FSError
      throw new UncheckedIOException(
          "The output " + names.target() + " cannot be written: " + failure.getMessage(),
          failure instanceof IOException checked ? checked : new IOException(failure));
    }
  }

  /** Once more: hours have passed since the run began. */
  private void requireReplaceable() throws IOException {
    try {
      OutputContent.requireReplaceable(files, names.target(), names.target().toString());
    } catch (BadInputException appeared) {
      throw new CommitException(names, appeared);
    }
  }

  private void replace() {
    try {
      move(names.target(), names.replaced());
      move(names.staging(), names.target());
    } catch (CommitException failure) {
      putBack(failure);
      throw failure;
    }
    delete(names.replaced());
  }

  private void putBack(CommitException failure) {
    try {
      if (!files.exists(names.target()) && files.exists(names.replaced())) {
        move(names.replaced(), names.target());
      }
    } catch (IOException | CommitException again) {
      failure.addSuppressed(again);
    }
  }

  /** Renames a folder, so that it either arrives whole or stays where it was. */
  private void move(Path from, Path to) {
    try {
      FolderFiles all = FolderFiles.of(files, from);
      CommitException failure = null;
      try {
        rename(from, to);
      } catch (CommitException failed) {
        failure = failed;
      }
      // The reply may have been lost, or the folder copied but not deleted.
      if (files.exists(to) && FolderFiles.of(files, to).equals(all)) {
        delete(from);
        return;
      }
      undoPart(all, from, to);
      throw failure == null ? failed(from, to, null) : failure;
    } catch (IOException | FSError failure) {
      throw failed(from, to, failure);
    }
  }

  /** Undoes a partial rename. */
  private void undoPart(FolderFiles all, Path from, Path to) throws IOException {
    Path inside = new Path(to, from.getName());
    if (files.exists(inside)) {
      // A folder appeared there just before, and the rename moved into it.
      rename(inside, from);
      throw new IOException("another folder has appeared there");
    }
    FolderFiles arrived = FolderFiles.of(files, to);
    if (!arrived.areAllNamedIn(all)) {
      throw new IOException("other files have appeared there");
    }
    FolderFiles remaining = FolderFiles.of(files, from);
    for (String name : arrived.lengths().keySet()) {
      if (!remaining.lengths().containsKey(name)) {
        Path back = new Path(from, name);
        files.mkdirs(back.getParent());
        rename(new Path(to, name), back);
      }
    }
    files.delete(to, true);
  }

  private void rename(Path from, Path to) {
    try {
      if (!files.rename(from, to)) {
        throw failed(from, to, null);
      }
    } catch (IOException | FSError failure) {
      throw failed(from, to, failure);
    }
  }

  /** Remaining files are hidden and harmless, so they are no reason to fail a run. */
  private void delete(Path path) {
    try {
      files.delete(path, true);
    } catch (IOException failure) {
      LOG.warn("{} is no longer needed but could not be deleted: delete it", path, failure);
    }
  }

  private BadInputException appeared() {
    return new BadInputException(
        "The output "
            + names.target()
            + " was not written: another has appeared there since this run began. "
            + "Give another folder, or allow it to be replaced with --overwrite.");
  }

  private CommitException failed(Path from, Path to, Throwable cause) {
    return new CommitException(from, to, names, cause);
  }
}
