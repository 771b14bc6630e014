// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of several who create a file one does, and it is there whole or not at all. */
class ExclusiveFileTest {
  private static final int TRIALS = 20;

  /** So many that a file is seen while it is written, if it can be. */
  private static final int LARGE = 1 << 23;

  @TempDir Path folder;

  @AfterEach
  void makeRoom() {
    FullFileSystem.fill(Long.MAX_VALUE, false);
  }

  private static FileSystem local() throws IOException {
    return FileSystem.getLocal(new Configuration(false));
  }

  /** As HDFS, whose files are seen before they are complete. */
  private static FileSystem remote() throws IOException {
    FullFileSystem full = new FullFileSystem();
    full.initialize(full.getUri(), new Configuration(false));
    return new FilterFileSystem(full);
  }

  private ExclusiveFile file(FileSystem files) {
    return new ExclusiveFile(files, hadoop(files, folder.resolve("claim")));
  }

  private static org.apache.hadoop.fs.Path hadoop(FileSystem files, Path path) {
    return files.makeQualified(new org.apache.hadoop.fs.Path(path.toString()));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void nobodySeesAPartOfIt() throws Exception {
    ExclusiveFile file = file(local());
    byte[] content = new byte[LARGE];
    Arrays.fill(content, (byte) 'x');
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      Future<List<Integer>> parts =
          reader.submit(
              () -> {
                List<Integer> seen = new ArrayList<>();
                while (!done.get()) {
                  file.read()
                      .filter(part -> part.length < LARGE)
                      .ifPresent(p -> seen.add(p.length));
                }
                return seen;
              });
      for (int trial = 0; trial < TRIALS; trial++) {
        assertThat(file.create(content)).isTrue();
        file.delete();
      }
      done.set(true);
      assertThat(parts.get()).isEmpty();
    } finally {
      reader.shutdownNow();
    }
  }

  @Test
  void ofSeveralAtOnceOneCreatesIt() throws Exception {
    int writers = 4;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      for (int trial = 0; trial < TRIALS; trial++) {
        CyclicBarrier start = new CyclicBarrier(writers);
        List<Future<Boolean>> created = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
          byte[] content = {(byte) writer};
          created.add(
              threads.submit(
                  () -> {
                    start.await();
                    return file(local()).create(content);
                  }));
        }
        List<Integer> winners = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
          if (created.get(writer).get()) {
            winners.add(writer);
          }
        }
        assertThat(winners).as("trial %d", trial).hasSize(1);
        assertThat(file(local()).read().orElseThrow()).containsExactly(winners.get(0).byteValue());
        assertThat(names()).containsExactly("claim");
        file(local()).delete();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whereItExistsItStaysAsItIs() throws IOException {
    assertThat(file(local()).create(new byte[] {1})).isTrue();
    assertThat(file(local()).create(new byte[] {2})).isFalse();
    assertThat(file(new Refusing(remote())).create(new byte[] {2})).isFalse();
    assertThat(folder.resolve("claim")).hasBinaryContent(new byte[] {1});
    assertThat(names()).containsExactly("claim");
  }

  @Test
  void whereItCannotBeWrittenNothingIsThere() throws IOException {
    FileSystem files = remote();
    for (boolean asErrors : new boolean[] {false, true}) {
      for (int after : new int[] {0, 1}) {
        FullFileSystem.fill(after, asErrors);
        assertThatThrownBy(() -> file(files).create(new byte[] {1}))
            .hasMessageContaining(FullFileSystem.SAYS);
        assertThat(names()).as("after %d", after).isEmpty();
      }
    }
    FullFileSystem.fill(Long.MAX_VALUE, false);
    assertThat(file(files).create(new byte[] {1})).isTrue();
    assertThat(names()).containsExactly("claim");
  }

  @Test
  void oneThatWasKilledWhileItWroteIsInNobodysWay() throws IOException {
    FullFileSystem.fill(1, false);
    assertThatThrownBy(() -> file(new Killed(remote())).create(new byte[] {1, 2}))
        .hasMessage("killed");
    FullFileSystem.fill(Long.MAX_VALUE, false);
    List<String> left = names();
    assertThat(left).singleElement().asString().startsWith("claim.").endsWith(".begun");
    assertThat(file(local()).create(new byte[] {3})).isTrue();

    ExclusiveFile.sweep(local(), hadoop(local(), folder), "claim");
    assertThat(names()).as("it may be alive").contains(left.get(0));

    Instant before = Instant.now().minus(Duration.ofDays(2));
    Files.setLastModifiedTime(folder.resolve(left.get(0)), FileTime.from(before));
    Files.setLastModifiedTime(folder.resolve("claim"), FileTime.from(before));
    ExclusiveFile.sweep(local(), hadoop(local(), folder), "claim");
    assertThat(names()).containsExactly("claim");
  }

  /** Refuses to rename to a name that is taken, as HDFS does and Java's files do not. */
  private static final class Refusing extends FilterFileSystem {
    Refusing(FileSystem files) {
      super(files);
    }

    @Override
    public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to)
        throws IOException {
      return !exists(to) && super.rename(from, to);
    }
  }

  /** Where a process that has begun to write does nothing any more, not even clear up. */
  private static final class Killed extends FilterFileSystem {
    Killed(FileSystem files) {
      super(files);
    }

    @Override
    public boolean delete(org.apache.hadoop.fs.Path path, boolean recursive) throws IOException {
      throw new IOException("killed");
    }
  }
}
