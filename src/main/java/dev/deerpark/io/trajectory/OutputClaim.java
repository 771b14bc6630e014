// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.ExclusiveFile;
import dev.deerpark.io.file.ProcessIdentity;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to put an output in its place, which only one run has at a time: a file beside the
 * target, which exists while folders are renamed.
 */
final class OutputClaim implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutputClaim.class);

  private final ExclusiveFile file;

  private OutputClaim(ExclusiveFile file) {
    this.file = file;
  }

  /**
   * The content of the file.
   *
   * @param run as in {@link OutputNames}
   * @param files number of files that the run has staged
   */
  record Holder(String run, int files, ProcessIdentity process) {

    static Holder current(String run, int files) {
      return new Holder(run, files, ProcessIdentity.current());
    }

    /** The holder of a claim; empty where there is none, or its file is incomplete. */
    static Optional<Holder> of(ExclusiveFile claim) throws IOException {
      Optional<byte[]> content = claim.read();
      if (content.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.ofNullable(new ObjectMapper().readValue(content.get(), Holder.class))
            .filter(holder -> holder.run() != null && holder.process() != null);
      } catch (JsonProcessingException begunOnly) {
        return Optional.empty();
      }
    }

    byte[] toJson() throws JsonProcessingException {
      return new ObjectMapper().writeValueAsBytes(this);
    }
  }

  /**
   * Takes the claim, also from a dead run.
   *
   * @throws BadInputException where another run has it
   */
  static OutputClaim take(FileSystem files, OutputNames names) throws IOException {
    int staged = FolderFiles.of(files, names.staging()).lengths().size();
    ExclusiveFile file = new ExclusiveFile(files, names.claim());
    byte[] content = Holder.current(names.run(), staged).toJson();
    if (file.create(content)) {
      return new OutputClaim(file);
    }
    OutputRecovery.recover(files, names.target());
    if (file.create(content)) {
      return new OutputClaim(file);
    }
    String holder = Holder.of(file).map(held -> " (" + held.process() + ")").orElse("");
    throw new BadInputException(
        "The output "
            + names.target()
            + " was not written: another run"
            + holder
            + " is putting its result there. Give another folder; if that run is dead, delete "
            + file
            + ".");
  }

  @Override
  public void close() {
    try {
      file.delete();
    } catch (IOException failure) {
      LOG.warn("{} is no longer needed but could not be deleted: delete it", file, failure);
    }
  }
}
