// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that made a file or folder, written beside it so that a later run can tell whether
 * the file or folder is still in use.
 *
 * @param host the name of the machine, for people
 * @param kernel distinguishes process numbers of different machines or containers; empty where the
 *     system has no such identifier, and then no process counts as ended
 * @param pid the process's number
 * @param started when it began, in milliseconds since 1970
 */
public record ProcessIdentity(String host, String kernel, long pid, long started) {

  /**
   * A reused process number belongs to a process that began later than the first one by more than
   * this.
   */
  private static final Duration CLOCK_ERROR = Duration.ofMinutes(1);

  /** This process. */
  public static ProcessIdentity current() {
    ProcessHandle self = ProcessHandle.current();
    return new ProcessIdentity(
        hostName(),
        kernelName(),
        self.pid(),
        self.info().startInstant().orElseGet(Instant::now).toEpochMilli());
  }

  /** Reads what {@link #toJson} wrote; empty for anything else, such as a half-written file. */
  public static Optional<ProcessIdentity> parse(byte[] json) {
    try {
      return Optional.ofNullable(new ObjectMapper().readValue(json, ProcessIdentity.class))
          .filter(read -> read.host() != null && read.kernel() != null);
    } catch (IOException other) {
      return Optional.empty();
    }
  }

  /** This as one line of JSON. */
  public byte[] toJson() {
    try {
      return new ObjectMapper().writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always JSON", e);
    }
  }

  /**
   * Whether the process has provably ended: it ran under this same kernel and process table, and
   * its number is now free or belongs to another process. False where that cannot be known.
   */
  public boolean hasEnded() {
    if (kernel.isEmpty() || !kernel.equals(kernelName()) || !host.equals(hostName())) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    return process.isEmpty()
        || process
            .get()
            .info()
            .startInstant()
            .filter(start -> start.isAfter(Instant.ofEpochMilli(started).plus(CLOCK_ERROR)))
            .isPresent();
  }

  @Override
  public String toString() {
    return "process " + pid + " on " + host + ", begun " + Instant.ofEpochMilli(started);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** Linux: the boot and the table of processes, which differs between containers. */
  private static String kernelName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
