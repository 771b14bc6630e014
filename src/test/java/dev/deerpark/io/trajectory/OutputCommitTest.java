// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.CopyingFileSystem;
import dev.deerpark.io.file.FullFileSystem;
import dev.deerpark.io.file.ProcessIdentity;
import dev.deerpark.io.file.ProvisionalFile;
import dev.deerpark.io.file.TestProcesses;
import dev.deerpark.io.file.WholeFile;
import dev.deerpark.io.trajectory.OutputClaim.Holder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the place of an output after commits at once, failures and deaths. */
class OutputCommitTest {
  private static final int TRIALS = Integer.getInteger("deerpark.commit.trials", 50);

  /** More than any commit here has. */
  private static final int MOST_STEPS = 200;

  private static final Configuration HADOOP = new Configuration();

  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void place() {
    target = folder.resolve("out");
  }

  @ParameterizedTest
  @CsvSource({"2,false", "8,false", "2,true", "8,true"})
  void ofRunsAtOnceOnePutsItsOutputIntoThePlace(int writers, boolean copying) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      for (int trial = 0; trial < TRIALS; trial++) {
        List<String> won = race(threads, writers, copying, false);

        assertThat(won).as("trial %d", trial).hasSize(1);
        assertThat(outputOf(target)).isEqualTo(won.get(0));
        assertThat(names(folder)).as("trial %d", trial).containsExactly("out");
        clear(target);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource({"2,false", "8,false", "2,true", "8,true"})
  void runsThatReplaceAtOnceLeaveOneOutputWhole(int writers, boolean copying) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    write(target, "old");
    try {
      for (int trial = 0; trial < TRIALS; trial++) {
        List<String> won = race(threads, writers, copying, true);

        assertThat(won).as("trial %d", trial).isNotEmpty().contains(outputOf(target));
        assertThat(names(folder)).as("trial %d", trial).containsExactly("out");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Commits by several threads that begin together, and returns the runs that say they did it. */
  private List<String> race(
      ExecutorService threads, int writers, boolean copying, boolean overwrite) throws Exception {
    CyclicBarrier start = new CyclicBarrier(writers);
    List<Future<Optional<String>>> runs = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      String run = "run" + writer;
      FileSystem files = copying ? new CopyingFileSystem(false, 0, false) : local();
      OutputNames names = names(run);
      write(Path.of(names.staging().toUri()), run);
      runs.add(
          threads.submit(
              () -> {
                start.await();
                try {
                  new OutputCommit(files, names, overwrite).run(Optional.empty());
                  return Optional.of(run);
                } catch (BadInputException refused) {
                  files.delete(names.staging(), true);
                  return Optional.empty();
                }
              }));
    }
    List<String> won = new ArrayList<>();
    for (Future<Optional<String>> run : runs) {
      run.get().ifPresent(won::add);
    }
    return won;
  }

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void aStepThatFailsLeavesTheOldOutputOrTheNewOne(boolean movesEach, boolean replacing)
      throws IOException {
    for (int failsAt = 1; failsAt < MOST_STEPS; failsAt++) {
      CopyingFileSystem files = new CopyingFileSystem(movesEach, failsAt, false);
      begin(replacing);

      Throwable failure =
          catchThrowable(() -> new OutputCommit(files, names("new"), true).run(Optional.empty()));

      if (files.hasNotFailed()) {
        assertThat(failsAt).isGreaterThan(5);
        return;
      }
      String inPlace = outputOf(target);
      if (failure == null) {
        assertThat(inPlace).as("step %d", failsAt).isEqualTo("new");
      } else {
        assertThat(inPlace).as("step %d", failsAt).isIn("new", replacing ? "old" : "none");
        assertThat(List.of(inPlace, outputOf(Path.of(names("new").staging().toUri()))))
            .as("step %d", failsAt)
            .contains("new");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void aRunThatDiesLeavesTheOldOutputOrTheNewOneOrAnExplanation(
      boolean movesEach, boolean replacing) throws Exception {
    for (int failsAt = 1; failsAt < MOST_STEPS; failsAt++) {
      CopyingFileSystem files = new CopyingFileSystem(movesEach, failsAt, true);
      begin(replacing);
      catchThrowable(() -> new OutputCommit(files, names("new"), true).run(Optional.empty()));
      if (files.hasNotFailed()) {
        return;
      }
      Path claim = folder.resolve(".out.claim");
      if (!Files.exists(claim)) {
        continue;
      }
      Files.write(claim, new Holder("new", 4, TestProcesses.dead()).toJson());

      Throwable unclear = catchThrowable(() -> OutputRecovery.recover(local(), hadoop(target)));

      if (unclear == null) {
        assertThat(outputOf(target)).as("step %d", failsAt).isIn("new", replacing ? "old" : "none");
        assertThat(names(folder)).as("step %d", failsAt).isSubsetOf("out");
      } else {
        assertThat(unclear)
            .isInstanceOf(BadInputException.class)
            .hasMessageContaining(".out.staging-new")
            .hasMessageContaining(".out.claim");
        assertThat(claim).exists();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCompanionStaysWithItsOutputAndGoesWithoutIt(boolean movesEach) throws IOException {
    Path companion = folder.resolve("end.json");
    for (int failsAt = 1; failsAt < MOST_STEPS; failsAt++) {
      CopyingFileSystem files = new CopyingFileSystem(movesEach, failsAt, false);
      begin(true);
      Files.writeString(companion, "old");
      ProvisionalFile file =
          new ProvisionalFile(
              WholeFile.at(companion.toString(), HADOOP),
              "new".getBytes(StandardCharsets.UTF_8),
              true);

      Throwable failure =
          catchThrowable(() -> new OutputCommit(files, names("new"), true).run(Optional.of(file)));

      assertThat(companion).as("step %d", failsAt).hasContent(failure == null ? "new" : "old");
      if (files.hasNotFailed()) {
        return;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void aDiskThatIsFullFromAnyWriteOnLeavesTheOldOutputAndNothingElse(
      boolean asErrors, boolean replacing) throws IOException {
    Path companion = folder.resolve("end.json");
    FullFileSystem full = new FullFileSystem();
    full.initialize(full.getUri(), HADOOP);
    // wrapped, so that files which only one process may make are made by it too
    FileSystem files = new FilterFileSystem(full);
    Configuration hadoop = new Configuration(false);
    hadoop.set("fs.full.impl", FullFileSystem.class.getName());
    for (int after = 0; after < MOST_STEPS; after++) {
      begin(replacing);
      ProvisionalFile file =
          new ProvisionalFile(
              WholeFile.at("full:" + companion, hadoop), new byte[] {1, 2, 3}, false);
      OutputNames names = new OutputNames(new org.apache.hadoop.fs.Path("full:" + target), "new");
      FullFileSystem.fill(after, asErrors);

      Throwable failure =
          catchThrowable(() -> new OutputCommit(files, names, true).run(Optional.of(file)));

      if (FullFileSystem.left() >= 0) {
        assertThat(failure).isNull();
        assertThat(after).isGreaterThan(3);
        assertThat(outputOf(target)).isEqualTo("new");
        assertThat(companion).hasBinaryContent(new byte[] {1, 2, 3});
        return;
      }
      assertThat(failure).as("after %d", after).hasMessageContaining(FullFileSystem.SAYS);
      assertThat(outputOf(target)).as("after %d", after).isEqualTo(replacing ? "old" : "none");
      assertThat(names(folder)).as("after %d", after).isSubsetOf("out", ".out.staging-new");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"thesis.tex", ".env", "day=1/notes.txt"})
  void whatHasAppearedInAnOutputSinceTheRunBeganStays(String mine) throws IOException {
    begin(true);
    Path file = target.resolve(mine);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "mine");

    assertThatThrownBy(() -> new OutputCommit(local(), names("new"), true).run(Optional.empty()))
        .isInstanceOf(CommitException.class)
        .cause()
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(mine, "not the output of a run", ".out.staging-new");

    assertThat(file).hasContent("mine");
    assertThat(target.resolve("part-00002-old.parquet")).exists();
    assertThat(outputOf(Path.of(names("new").staging().toUri()))).isEqualTo("new");
    assertThat(names(folder)).containsExactly(".out.staging-new", "out");
  }

  @Test
  void aFileThatHasAppearedInThePlaceStays() throws IOException {
    begin(false);
    Files.writeString(target, "mine");

    assertThatThrownBy(() -> new OutputCommit(local(), names("new"), true).run(Optional.empty()))
        .isInstanceOf(CommitException.class)
        .hasMessageContaining("is a file");

    assertThat(target).hasContent("mine");
  }

  @Test
  void theFoldersOfPartitionsTellNoRunFromAnother() throws Exception {
    for (String run : List.of("old", "new")) {
      Path output = run.equals("old") ? target : Path.of(names(run).staging().toUri());
      Files.createDirectories(output.resolve("day=0"));
      Files.writeString(output.resolve("day=0").resolve("part-00000-" + run + ".parquet"), run);
      Files.writeString(output.resolve("_SUCCESS"), "");
    }
    assertThat(FolderFiles.of(local(), hadoop(target)).lengths())
        .containsOnlyKeys("_SUCCESS", "day=0/part-00000-old.parquet");
    // dead before it had moved anything
    Files.write(folder.resolve(".out.claim"), new Holder("new", 2, TestProcesses.dead()).toJson());

    OutputRecovery.recover(local(), hadoop(target));

    assertThat(target.resolve("day=0").resolve("part-00000-old.parquet")).hasContent("old");
    assertThat(names(folder)).containsExactly("out");
  }

  @Test
  void whatARunHadStagedThatWasKilledIsDeletedAndOfNoOther() throws Exception {
    begin(true);
    for (String run : List.of("dead", "far", "here")) {
      write(Path.of(names(run).staging().toUri()), run);
    }
    Files.write(folder.resolve(".out.process-dead"), TestProcesses.dead().toJson());
    Files.write(folder.resolve(".out.process-far"), TestProcesses.ofAnotherMachine().toJson());
    Files.write(folder.resolve(".out.process-here"), ProcessIdentity.current().toJson());

    OutputRecovery.sweep(local(), hadoop(target));

    assertThat(outputOf(target)).isEqualTo("old");
    assertThat(names(folder))
        .containsExactly(
            ".out.process-far",
            ".out.process-here",
            ".out.staging-far",
            ".out.staging-here",
            ".out.staging-new",
            "out");
  }

  @Test
  void whatAnotherRunIsClearingUpIsLeftToIt() throws Exception {
    begin(true);
    byte[] dead = new Holder("new", 4, TestProcesses.dead()).toJson();
    Files.write(folder.resolve(".out.claim"), dead);
    Files.write(folder.resolve(".out.process-new"), TestProcesses.dead().toJson());
    Files.write(folder.resolve(".out.recovery-new"), Holder.current("new", 0).toJson());

    OutputRecovery.recover(local(), hadoop(target));
    OutputRecovery.sweep(local(), hadoop(target));

    assertThat(outputOf(Path.of(names("new").staging().toUri()))).isEqualTo("new");
    assertThat(folder.resolve(".out.claim")).exists();
  }

  @Test
  void whatARunLeftThatWasKilledWhileItClearedUpIsClearedUpToo() throws Exception {
    byte[] died = new Holder("new", 0, TestProcesses.dead()).toJson();
    byte[] dead = new Holder("new", 4, TestProcesses.dead()).toJson();
    for (int others = 1; others <= 3; others++) {
      begin(true);
      Files.write(folder.resolve(".out.claim"), dead);
      for (int other = 0; other < others; other++) {
        Files.write(Path.of(names("new").recoveryAfter(other).toUri()), died);
      }

      OutputRecovery.recover(local(), hadoop(target));

      assertThat(names(folder)).as("after %d", others).containsExactly("out");
      assertThat(outputOf(target)).isEqualTo("old");
    }
  }

  @Test
  void ofRunsThatClearUpOnlyWhatTheDeadLeftIsDeleted() throws Exception {
    begin(false);
    Files.write(
        folder.resolve(".out.recovery-a"), new Holder("a", 0, TestProcesses.dead()).toJson());
    Files.write(folder.resolve(".out.recovery-b"), Holder.current("b", 0).toJson());
    Files.write(
        folder.resolve(".out.recovery-c"),
        new Holder("c", 0, TestProcesses.ofAnotherMachine()).toJson());

    OutputRecovery.sweep(local(), hadoop(target));

    assertThat(names(folder))
        .containsExactly(".out.recovery-b", ".out.recovery-c", ".out.staging-new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"claim", "recovery-new", "process-new"})
  void aFileThatWasCutOffHoldsNobodyUpAndIsDeletedADayLater(String name) throws Exception {
    begin(true);
    Files.write(folder.resolve(".out.claim"), new Holder("dead", 4, TestProcesses.dead()).toJson());
    Path begun = folder.resolve(".out." + name + ".cut-off.begun");
    Path other = folder.resolve(".other." + name + ".cut-off.begun");
    Instant before = Instant.now().minus(Duration.ofDays(2));
    for (Path file : List.of(begun, other)) {
      Files.write(file, "{\"run\":\"de".getBytes(StandardCharsets.UTF_8));
      Files.setLastModifiedTime(file, FileTime.from(before));
    }

    new OutputCommit(local(), names("new"), true).run(Optional.empty());
    OutputRecovery.sweep(local(), hadoop(target));

    assertThat(outputOf(target)).isEqualTo("new");
    assertThat(names(folder)).containsExactly(other.getFileName().toString(), "out");
  }

  @Test
  void aClaimOfAnotherMachineIsNamedAndLeft() throws IOException {
    begin(false);
    Path claim = folder.resolve(".out.claim");
    Files.write(claim, new Holder("a", 4, TestProcesses.ofAnotherMachine()).toJson());

    assertThatThrownBy(() -> new OutputCommit(local(), names("new"), true).run(Optional.empty()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("process 12 on far")
        .hasMessageContaining(".out.claim");

    assertThat(claim).exists();
    assertThat(target).doesNotExist();
  }

  /** Nothing in the folder but a staged output, and an old one where it is to be replaced. */
  private void begin(boolean replacing) throws IOException {
    for (String name : names(folder)) {
      clear(folder.resolve(name));
    }
    if (replacing) {
      write(target, "old");
    }
    write(Path.of(names("new").staging().toUri()), "new");
  }

  private OutputNames names(String run) {
    return new OutputNames(hadoop(target), run);
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path("file:" + path);
  }

  private static FileSystem local() throws IOException {
    return FileSystem.getLocal(HADOOP);
  }

  /** An output as Spark writes it: the files' names tell the run. */
  private static void write(Path output, String run) throws IOException {
    Files.createDirectories(output);
    Files.writeString(output.resolve("_SUCCESS"), "");
    for (int part = 0; part < 3; part++) {
      Files.writeString(output.resolve(part(part, run)), run);
    }
  }

  private static String part(int number, String run) {
    return "part-0000" + number + "-" + run + ".parquet";
  }

  /** The run whose output is there whole; {@code none} for no folder, else what is there. */
  private static String outputOf(Path output) throws IOException {
    if (!Files.exists(output)) {
      return "none";
    }
    List<String> names = names(output);
    String run = names.size() == 4 ? names.get(1).replaceAll(".*-|[.]parquet$", "") : "";
    List<String> whole = List.of("_SUCCESS", part(0, run), part(1, run), part(2, run));
    return names.equals(whole) ? run : names.toString();
  }

  private static List<String> names(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void clear(Path path) {
    org.apache.hadoop.fs.FileUtil.fullyDelete(path.toFile());
  }
}
