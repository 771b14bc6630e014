// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelOutputTest {
  private static final Readout READOUT =
      new Readout(2, new double[] {1, 2, 3, 4, 5, 6}, new double[] {7, 8});
  private static final Optional<Normalisation> TARGET =
      Optional.of(new Normalisation(new double[] {15_695.4, -3}, new double[] {2590, 0.25}));

  @Test
  void theOutputInTheUnitsOfTheDataIsTheModelsTimesStdPlusMean() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      double[] state = random.doubles(3, -1, 1).toArray();
      double[] trained = READOUT.apply(state);
      double[] restored = ModelOutput.of(READOUT, TARGET).readout().apply(state);
      for (int i = 0; i < 2; i++) {
        double expected = trained[i] * TARGET.get().std()[i] + TARGET.get().mean()[i];
        assertThat(restored[i]).as("seed %s", seed).isCloseTo(expected, within(1e-10));
      }
    }
  }

  @Test
  void theUnitsOfTheDataAreTakenWhereTheyAreKnown() {
    assertThat(ModelOutput.of(READOUT, TARGET).scale()).isEqualTo(OutputScale.DATA);
    assertThat(ModelOutput.of(READOUT, Optional.empty()).scale()).isEqualTo(OutputScale.MODEL);
    assertThat(ModelOutput.of(READOUT, Optional.empty()).readout()).isSameAs(READOUT);
    assertThat(ModelOutput.of(READOUT, TARGET).in(OutputScale.MODEL).readout()).isSameAs(READOUT);
  }

  @Test
  void unitsThatAreUnknownAndTargetsOfAnotherSizeAreRefused() {
    ModelOutput unknown = ModelOutput.of(READOUT, Optional.empty());
    assertThatIllegalArgumentException().isThrownBy(() -> unknown.in(OutputScale.DATA));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelOutput.of(READOUT, Optional.of(Normalisation.none(1))));
  }
}
