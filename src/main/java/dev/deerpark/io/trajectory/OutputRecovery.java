// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.ExclusiveFile;
import dev.deerpark.io.file.RunFolder;
import dev.deerpark.io.trajectory.OutputClaim.Holder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Clears up after a run that died while it held the {@link OutputClaim}: afterwards the earlier
 * output is in place, or the dead run's output, if all of it had arrived.
 */
final class OutputRecovery {
  private final FileSystem files;
  private final Holder dead;
  private final OutputNames left;

  private OutputRecovery(FileSystem files, Path target, Holder dead) {
    this.files = files;
    this.dead = dead;
    this.left = new OutputNames(target, dead.run());
  }

  /**
   * Clears up after a dead run. Does nothing where no run is provably dead.
   *
   * @throws BadInputException where both outputs are there and only a person can tell which is
   *     complete
   */
  static void recover(FileSystem files, Path target) throws IOException {
    ExclusiveFile claim = claim(files, target);
    Optional<Holder> dead = Holder.of(claim).filter(holder -> holder.process().hasEnded());
    if (dead.isPresent()) {
      new OutputRecovery(files, target, dead.get()).recover(claim);
    }
  }

  /**
   * Deletes the staged output of runs that were killed before they held the claim for a target, and
   * what runs have left that were killed while they cleared up after another, or while they wrote
   * the files that name them. To be called after {@link #recover(FileSystem, Path)}, which clears
   * up after the run that held it, or leaves that to a run that is at it.
   */
  static void sweep(FileSystem files, Path target) throws IOException {
    String prefix = OutputNames.processPrefix(target);
    if (!files.exists(target.getParent())) {
      return;
    }
    for (FileStatus mark :
        files.listStatus(target.getParent(), path -> path.getName().startsWith(prefix))) {
      String run = mark.getPath().getName().substring(prefix.length());
      // in this order: it may have taken the claim and died in between
      if (RunFolder.hasEnded(files, mark.getPath()) && !hasClaim(files, target, run)) {
        files.delete(new OutputNames(target, run).staging(), true);
        files.delete(mark.getPath(), false);
      }
    }
    sweepRecoveries(files, target);
    ExclusiveFile.sweep(files, target.getParent(), OutputNames.prefix(target));
  }

  /** Deletes the files of runs that died after they had cleared up. */
  private static void sweepRecoveries(FileSystem files, Path target) throws IOException {
    String prefix = OutputNames.recoveryPrefix(target);
    for (FileStatus left :
        files.listStatus(target.getParent(), path -> path.getName().startsWith(prefix))) {
      ExclusiveFile file = new ExclusiveFile(files, left.getPath());
      Optional<Holder> holder = Holder.of(file).filter(found -> found.process().hasEnded());
      if (holder.isPresent() && !hasClaim(files, target, holder.get().run())) {
        file.delete();
      }
    }
  }

  /** Whether a run has the claim, so that another may be clearing up after it. */
  private static boolean hasClaim(FileSystem files, Path target, String run) throws IOException {
    return Holder.of(claim(files, target)).filter(holder -> holder.run().equals(run)).isPresent();
  }

  private static ExclusiveFile claim(FileSystem files, Path target) {
    return new ExclusiveFile(files, new OutputNames(target, "").claim());
  }

  private void recover(ExclusiveFile claim) throws IOException {
    // Only the holder of this file may delete the claim that it names, so no living run loses its
    // own.
    List<ExclusiveFile> others = new ArrayList<>();
    Optional<ExclusiveFile> recovery = recovery(others);
    if (recovery.isEmpty()) {
      return;
    }
    try {
      if (Holder.of(claim).equals(Optional.of(dead))) {
        putInOrder();
        claim.delete();
        for (ExclusiveFile other : others) {
          other.delete();
        }
      }
    } finally {
      recovery.get().delete();
    }
  }

  /**
   * The right to clear up, also after others that died meanwhile. Their files stay as long as the
   * claim does: a new one in the place of such a file could be taken for it by a third run.
   *
   * @param others gets the files of those that died
   * @return empty where another run clears up
   */
  private Optional<ExclusiveFile> recovery(List<ExclusiveFile> others) throws IOException {
    ExclusiveFile file = new ExclusiveFile(files, left.recoveryAfter(0));
    while (!file.create(Holder.current(left.run(), 0).toJson())) {
      if (!hasHolderEnded(file)) {
        return Optional.empty();
      }
      others.add(file);
      file = new ExclusiveFile(files, left.recoveryAfter(others.size()));
    }
    return Optional.of(file);
  }

  private static boolean hasHolderEnded(ExclusiveFile file) throws IOException {
    return Holder.of(file).filter(holder -> holder.process().hasEnded()).isPresent();
  }

  private void putInOrder() throws IOException {
    FolderFiles staged = FolderFiles.of(files, left.staging());
    boolean stagingIsThere = files.exists(left.staging());
    boolean replacedIsThere = files.exists(left.replaced());
    if (!files.exists(left.target())) {
      if (replacedIsThere) {
        restore();
      }
    } else if (stagingIsThere) {
      FolderFiles arrived = FolderFiles.of(files, left.target());
      boolean begunAsCopy = arrived.areAllNamedIn(staged);
      boolean complete = staged.lengths().size() == dead.files();
      if (!complete || arrived.areAnonymous() || replacedIsThere && !begunAsCopy) {
        throw unclear();
      }
      if (begunAsCopy) {
        files.delete(left.target(), true);
      }
      if (replacedIsThere) {
        restore();
      }
    }
    files.delete(left.replaced(), true);
    files.delete(left.staging(), true);
  }

  private void restore() throws IOException {
    if (!files.rename(left.replaced(), left.target())) {
      throw new IOException("the earlier output cannot be renamed back from " + left.replaced());
    }
  }

  private BadInputException unclear() {
    return new BadInputException(
        "A run died while it put its output into "
            + left.target()
            + ". Look there, in "
            + left.staging()
            + " and in "
            + left.replaced()
            + " for what is whole, rename that into place, and delete the others and "
            + left.claim()
            + ".");
  }
}
