// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Sha256;
import dev.deerpark.io.file.TestProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder of checkpoints shows of generations that are whole, half-written or damaged. */
class CheckpointFolderTest {
  private static final Map<String, String> FACTS = Map.of("model", "abc", "tolerance", "1.0E-6");

  @TempDir java.nio.file.Path temporary;
  private java.nio.file.Path place;
  private CheckpointFolder folder;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void make() {
    place = temporary.resolve("checkpoints");
    folder = new CheckpointFolder(place.toString(), new Configuration());
    folder.make(warnings::add);
  }

  private java.nio.file.Path complete(int sweeps) throws IOException {
    return complete(folder, folder.begin(), sweeps);
  }

  private java.nio.file.Path complete(CheckpointFolder folder, Path generation, int sweeps)
      throws IOException {
    byte[] state = {1, 2, (byte) sweeps};
    folder.write(generation, state);
    folder.complete(
        generation,
        new Manifest(
            Manifest.FORMAT,
            Manifest.VERSION,
            generation.getName(),
            sweeps,
            FACTS,
            Map.of("method", "deer"),
            List.of(),
            List.of(),
            state.length,
            Sha256.hex(state)));
    return place.resolve(generation.getName());
  }

  private List<String> names() throws IOException {
    try (Stream<java.nio.file.Path> files = Files.list(place)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Optional<String> options() {
    return folder.newest(warnings::add).map(found -> found.options().get("method"));
  }

  @Test
  void nobodyElseMayEnterIt() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(complete(1))))
        .isEqualTo("rwx------");
    assertThat(warnings).isEmpty();
  }

  @Test
  void aFolderThatIsMissingHoldsNone() {
    CheckpointFolder none =
        new CheckpointFolder(temporary.resolve("none").toString(), new Configuration());
    assertThat(none.newest(warnings::add)).isEmpty();
    assertThat(temporary.resolve("none")).doesNotExist();
  }

  @Test
  void thereAreNeverMoreThanTwoCompleteGenerationsAndOneBeingWritten() throws IOException {
    for (int sweeps = 1; sweeps < 6; sweeps++) {
      complete(sweeps);
      assertThat(names()).hasSize(Math.min(sweeps, 2));
    }
    folder.begin();
    assertThat(names()).hasSize(3);
    folder.begin();
    assertThat(names()).as("what is half-written goes first").hasSize(3);
  }

  @Test
  void runsThatShareAFolderLeaveEachOthersGenerations() throws IOException {
    CheckpointFolder other = another();
    Path here = folder.begin();
    Path there = other.begin();
    assertThat(names()).hasSize(2);
    complete(other, there, 1);
    assertThat(options()).contains("deer");
    complete(folder, here, 1);
    assertThat(options()).contains("deer");

    Path slow = other.begin();
    complete(folder, folder.begin(), 2);
    assertThat(names()).as("what the other one writes stays").contains(slow.getName());
    complete(other, slow, 2);
    java.nio.file.Path newest = complete(other, other.begin(), 3);

    folder.delete();
    assertThat(place).as("what the other one goes on from stays").isNotEmptyDirectory();
    assertThat(names()).contains(newest.getFileName().toString());
    assertThat(options()).contains("deer");
    assertThat(warnings).isEmpty();
    other.delete();
    assertThat(place).doesNotExist();
  }

  @Test
  void runsThatShareAFolderAlwaysHaveAWholeGeneration() throws IOException {
    long seed = 20261127;
    Random random = new Random(seed);
    List<CheckpointFolder> runs = List.of(folder, another(), another());
    Path[] writing = new Path[runs.size()];
    complete(0);
    for (int step = 1; step < 300; step++) {
      int run = random.nextInt(runs.size());
      if (writing[run] == null) {
        writing[run] = runs.get(run).begin();
      } else if (random.nextInt(4) == 0) {
        writing[run] = runs.get(run).begin(); // it could not be written
      } else {
        complete(runs.get(run), writing[run], step % 100);
        writing[run] = null;
      }
      assertThat(options()).as("seed %d, step %d", seed, step).contains("deer");
      assertThat(names()).as("seed %d, step %d", seed, step).hasSizeLessThan(8);
    }
  }

  private CheckpointFolder another() {
    CheckpointFolder other = new CheckpointFolder(place.toString(), new Configuration());
    other.make(warnings::add);
    return other;
  }

  @Test
  void whatADeadRunHasLeftHalfWrittenIsDeleted() throws Exception {
    java.nio.file.Path left = place.resolve(folder.begin().getName());
    CheckpointFolder next = another();
    next.begin();
    assertThat(left).as("its run lives").exists();

    Files.write(left.resolve("process.json"), TestProcesses.dead().toJson());
    next.begin();
    assertThat(left).doesNotExist();
  }

  @Test
  void whatARunOfAnotherMachineHasLeftGoesOnceTwoNewerOnesAreWhole() throws IOException {
    java.nio.file.Path left = place.resolve(folder.begin().getName());
    Files.write(left.resolve("process.json"), TestProcesses.ofAnotherMachine().toJson());
    CheckpointFolder next = another();
    complete(next, next.begin(), 1);
    assertThat(left).exists();
    complete(next, next.begin(), 2);
    assertThat(left).doesNotExist();
  }

  @Test
  void aDamagedGenerationIsNotOneOfTheTwo() throws IOException {
    java.nio.file.Path whole = complete(1);
    for (int sweeps = 2; sweeps < 4; sweeps++) {
      Files.write(complete(sweeps).resolve("state.bin"), new byte[] {0});
    }
    complete(4);
    assertThat(whole).exists();
    complete(5);
    assertThat(whole).doesNotExist();
    assertThat(names()).hasSize(2);
  }

  @Test
  void theMillionthGenerationIsNewerThanTheOneBefore() throws IOException {
    java.nio.file.Path old = complete(1);
    Files.move(old, place.resolve(old.getFileName().toString().replace("000000", "999998")));
    java.nio.file.Path before = complete(2);
    assertThat(before.getFileName().toString()).startsWith("generation-999999-");
    for (int sweeps = 3; sweeps < 6; sweeps++) {
      complete(sweeps);
    }
    assertThat(names())
        .satisfiesExactly(
            name -> assertThat(name).startsWith("generation-1000001-"),
            name -> assertThat(name).startsWith("generation-1000002-"));
  }

  @Test
  void whatIsHalfWrittenIsPassedOverInSilence() throws IOException {
    complete(1);
    Path begun = folder.begin();
    assertThat(options()).contains("deer");
    folder.write(begun, new byte[] {1});
    assertThat(options()).contains("deer");
    java.nio.file.Path manifest = place.resolve(begun.getName()).resolve("manifest.json");
    Files.writeString(manifest, "{\"format\": \"deerpark-check");
    assertThat(options()).contains("deer");
    assertThat(warnings).isEmpty();
  }

  @Test
  void theOneBeforeIsTakenWhereTheNewestIsDamaged() throws IOException {
    complete(1);
    java.nio.file.Path newest = complete(2);
    Files.write(newest.resolve("state.bin"), new byte[] {1, 2, 3});
    assertThat(folder.newest(warnings::add).orElseThrow().after()).contains("part of the loop");
    assertThat(warnings).singleElement().asString().contains("state is not as it was written");
    Files.delete(newest.resolve("state.bin"));
    assertThat(options()).contains("deer");
    assertThat(warnings).hasSize(2).last().asString().contains("missing");
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    java.nio.file.Path manifest = complete(1).resolve("manifest.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"version\" : 2", "\"version\" : 1"));
    assertThatThrownBy(() -> folder.newest(warnings::add))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is of version 1, and this Deerpark reads version 2")
        .hasMessageContaining("Go on with the Deerpark that wrote it");
  }

  @Test
  void anotherRunIsRefusedWithTheDifferences() throws IOException {
    complete(1);
    Checkpoint found = folder.newest(warnings::add).orElseThrow();
    found.requireSame(FACTS);
    assertThatThrownBy(
            () -> found.requireSame(Map.of("model", "xyz", "tolerance", "1.0E-5", "steps", "10")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("model: abc there and xyz here")
        .hasMessageContaining("tolerance: 1.0E-6 there and 1.0E-5 here")
        .hasMessageContaining("steps: unknown there and 10 here");
  }

  @Test
  void manyLongDifferencesStayASentence() throws IOException {
    complete(1);
    Checkpoint found = folder.newest(warnings::add).orElseThrow();
    Map<String, String> others = new TreeMap<>();
    for (int fact = 0; fact < 30; fact++) {
      others.put("option-" + fact, "f0e1d2c3b4a5".repeat(6));
    }
    String place = place().toString();
    assertThatThrownBy(() -> found.requireSame(others))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("f0e1d2c3b4a5... here")
        .message()
        .matches(".* and \\d+ more\\).*")
        .satisfies(said -> assertThat(said.replace(place, "")).hasSizeLessThan(400));
  }

  private java.nio.file.Path place() throws IOException {
    return place.toRealPath();
  }

  @Test
  void aFileInItsPlaceIsNamed() throws IOException {
    java.nio.file.Path file = Files.createFile(temporary.resolve("file"));
    CheckpointFolder none = new CheckpointFolder(file.toString(), new Configuration());
    assertThatThrownBy(() -> none.newest(warnings::add))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is a file, not a folder");
  }

  /** A manifest that others have changed is never half a checkpoint. */
  @Test
  void aManifestWithoutAFieldIsNone() throws IOException {
    complete(1);
    java.nio.file.Path file = complete(2).resolve("manifest.json");
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode whole = (ObjectNode) mapper.readTree(file.toFile());
    for (String field : (Iterable<String>) whole::fieldNames) {
      if (!field.equals("version")) {
        for (String value : List.of("null", "[null]", "{\"a\": null}", "\"-\"", "-1")) {
          ObjectNode changed = whole.deepCopy();
          changed.set(field, mapper.readTree(value));
          requireTheOneBeforeOrWhole(file, changed);
        }
        requireTheOneBeforeOrWhole(file, whole.deepCopy().without(field));
      }
    }
  }

  private void requireTheOneBeforeOrWhole(java.nio.file.Path file, ObjectNode manifest)
      throws IOException {
    Files.writeString(file, manifest.toString());
    Checkpoint found = folder.newest(warnings::add).orElseThrow();
    found.requireSame(Map.of());
    assertThat(found.options().values()).as("%s", manifest).doesNotContainNull();
    assertThat(found.secrets()).as("%s", manifest).doesNotContainNull();
    assertThat(found.after()).as("%s", manifest).isNotEmpty();
  }

  @Test
  void onlyWhatBelongsToCheckpointsIsDeleted() throws IOException {
    complete(1);
    java.nio.file.Path other = Files.createFile(place.resolve("notes.txt"));
    folder.delete();
    assertThat(names()).containsExactly("notes.txt");
    Files.delete(other);
    folder.delete();
    assertThat(place).doesNotExist();
  }
}
