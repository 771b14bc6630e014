// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.jvm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.kernel.TestSpec;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnTest {
  private static final long SEED = 11;

  static Stream<String> models() {
    return Stream.of(
            TestSpec.everyModel(1, 0), TestSpec.everyModel(7, 2), TestSpec.everyModel(24, 1))
        .flatMap(List::stream)
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("models")
  void aColumnHasTheBitsOfTheTangentOfAUnitVector(String words) {
    for (Precision precision : Precision.values()) {
      requireColumns(words, precision, Lanes.full(precision));
      requireColumns(words, precision, Lanes.one(precision));
    }
  }

  private static void requireColumns(String words, Precision precision, Lanes lanes) {
    Random random = new Random(SEED);
    TestSpec spec = TestSpec.of(words, 2, random);
    Cell cell = Cells.of(spec.model(), precision, lanes, true);
    Cell.Shape shape = cell.shape();
    Numbers state = precision.allocate(shape.span());
    Numbers inputs = precision.allocate(Math.max(1, shape.inputSize()) * shape.lanes());
    fill(state, shape.stateSize() * shape.lanes(), spec.scale(), random);
    fill(inputs, shape.inputSize() * shape.lanes(), 1, random);
    cell.step(inputs, 0, state, precision.allocate(shape.span()));
    for (int column = 0; column < shape.stateSize(); column++) {
      Numbers written = precision.allocate(shape.span());
      fill(written, written.length(), 1, random);
      cell.column(column, written);
      Numbers tangent = precision.allocate(shape.span());
      cell.unit(column, tangent);
      cell.tangent(tangent);
      for (int i = 0; i < shape.stateSize() * shape.lanes(); i++) {
        assertThat(written.bits(i))
            .as("%s, %s, number %d of column %d, seed %d", words, precision, i, column, SEED)
            .isEqualTo(tangent.bits(i));
      }
    }
  }

  private static void fill(Numbers numbers, int count, double scale, Random random) {
    for (int i = 0; i < count; i++) {
      numbers.set(i, scale * random.nextGaussian());
    }
  }
}
