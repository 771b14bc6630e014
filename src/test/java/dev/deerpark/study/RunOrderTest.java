// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.study.RunOrder.Application;
import dev.deerpark.study.RunOrder.Turn;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every cell is measured as often as asked, whatever slows the machine for a while. */
class RunOrderTest {

  static Cell cell(String method, int cores) {
    return new Cell("gru:D=8", 8, method, "jvm", 1000, 0, Workers.ofOneProcess(cores));
  }

  static Grid grid(int repeats, int... cores) {
    List<Cell> cells =
        IntStream.of(cores)
            .boxed()
            .flatMap(
                count -> List.of("loop", "deer", "elk", "jacobi").stream().map(m -> cell(m, count)))
            .toList();
    return new Grid(cells, repeats, 1, 7, Map.of("precision", "float"));
  }

  private static List<Turn> timed(List<Application> applications) {
    return applications.stream()
        .flatMap(application -> application.turns().stream())
        .filter(turn -> !turn.isWarmup())
        .toList();
  }

  @Test
  void everyRepeatOfEveryCellRunsOnce() {
    for (int repeats = 1; repeats <= 5; repeats++) {
      Grid grid = grid(repeats, 1, 2, 4);
      List<Turn> timed = timed(RunOrder.of(grid, Set.of()));
      assertThat(timed).hasSize(repeats * grid.cells().size()).doesNotHaveDuplicates();
      for (Cell cell : grid.cells()) {
        assertThat(timed.stream().filter(turn -> turn.cell().equals(cell)).map(Turn::repeat))
            .containsExactlyInAnyOrderElementsOf(
                IntStream.rangeClosed(1, repeats).boxed().toList());
      }
    }
  }

  @Test
  void applicationsGoThereAndBack() {
    assertThat(RunOrder.of(grid(5, 1, 2, 4), Set.of()).stream().map(a -> a.workers().cores()))
        .containsExactly(1, 2, 4, 2, 1);
    assertThat(RunOrder.of(grid(1, 1, 2), Set.of()).stream().map(a -> a.workers().cores()))
        .containsExactly(1, 2);
  }

  @Test
  void anApplicationWarmsUpWhatItMeasuresAndNothingElse() {
    for (Application application : RunOrder.of(grid(4, 1, 2), Set.of())) {
      Set<Cell> warmed =
          application.turns().stream()
              .filter(Turn::isWarmup)
              .map(Turn::cell)
              .collect(Collectors.toSet());
      assertThat(warmed)
          .isEqualTo(
              timed(List.of(application)).stream().map(Turn::cell).collect(Collectors.toSet()))
          .allSatisfy(cell -> assertThat(cell.workers()).isEqualTo(application.workers()));
    }
  }

  @Test
  void whatIsRecordedIsNotRunAgain() {
    Grid grid = grid(3, 1, 2);
    List<Turn> all = timed(RunOrder.of(grid, Set.of()));
    Set<Turn> done = new HashSet<>(all.subList(0, 5));
    List<Turn> left = timed(RunOrder.of(grid, done));
    assertThat(left).doesNotContainAnyElementsOf(done).hasSize(all.size() - done.size());
    assertThat(RunOrder.of(grid, new HashSet<>(all))).isEmpty();
  }

  @Test
  void theRoundsDifferInTheirOrderAndTheSeedDecidesIt() {
    Grid grid = grid(4, 1);
    List<Turn> timed = timed(RunOrder.of(grid, Set.of()));
    List<Cell> first = timed.subList(0, 4).stream().map(Turn::cell).toList();
    assertThat(IntStream.range(1, 4))
        .as("seed %d", grid.seed())
        .anyMatch(
            round ->
                !timed.subList(4 * round, 4 * round + 4).stream()
                    .map(Turn::cell)
                    .toList()
                    .equals(first));
    assertThat(RunOrder.of(grid, Set.of())).isEqualTo(RunOrder.of(grid, Set.of()));
  }

  @Test
  void aDifferenceOfGridsIsNamed() {
    Grid grid = grid(3, 1, 2);
    assertThat(grid.difference(grid(3, 1, 2))).isEmpty();
    assertThat(grid.difference(grid(4, 1, 2)))
        .hasValueSatisfying(d -> assertThat(d).contains("repeats is 4, not 3"));
    assertThat(grid.difference(grid(3, 1)))
        .hasValueSatisfying(d -> assertThat(d).contains("leaves out", "2 cores"));
    assertThat(grid.difference(grid(3, 1, 2, 3)))
        .hasValueSatisfying(d -> assertThat(d).contains("asks for", "3 cores"));
    Grid doubles = new Grid(grid.cells(), 3, 1, 7, Map.of("precision", "double"));
    assertThat(grid.difference(doubles))
        .hasValueSatisfying(d -> assertThat(d).contains("precision is double, not float"));
  }
}
