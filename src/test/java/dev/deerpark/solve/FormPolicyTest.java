// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.recurrence.JacobianForm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormPolicyTest {
  private final FormPolicy asNeeded = FormPolicy.asNeeded(JacobianForm.DENSE);

  @Test
  void noJacobiansWhileTheResidualFallsTenfold() {
    assertThat(asNeeded.next(List.of())).isEqualTo(JacobianForm.ZERO);
    assertThat(asNeeded.next(TestHistory.of(JacobianForm.ZERO, 1, 0.1, 0.01, 0.001)))
        .isEqualTo(JacobianForm.ZERO);
  }

  @Test
  void theFirstIterationIsNotJudged() {
    assertThat(asNeeded.next(TestHistory.of(JacobianForm.ZERO, 1, 5))).isEqualTo(JacobianForm.ZERO);
  }

  @Test
  void fullJacobiansFromTheFirstIterationThatFallsLessAndForGood() {
    List<IterationRecord> history =
        new ArrayList<>(TestHistory.of(JacobianForm.ZERO, 1, 0.1, 0.05));
    assertThat(asNeeded.next(history)).isEqualTo(JacobianForm.DENSE);
    history.add(TestHistory.iteration(3, JacobianForm.DENSE, 4, 1e-9));
    assertThat(asNeeded.next(history)).isEqualTo(JacobianForm.DENSE);
  }

  @Test
  void aResidualThatIsNotANumberAsksForFullJacobians() {
    assertThat(asNeeded.next(TestHistory.of(JacobianForm.ZERO, 1, 0.1, Double.NaN)))
        .isEqualTo(JacobianForm.DENSE);
  }

  @Test
  void secantsFromTheFourthWalkOnWhateverTheResidualDoes() {
    FormPolicy secants = FormPolicy.secants();
    assertThat(secants.next(List.of())).isEqualTo(JacobianForm.ZERO);
    assertThat(secants.next(TestHistory.of(JacobianForm.ZERO, 1, 0.1)))
        .isEqualTo(JacobianForm.ZERO);
    // the form of the fourth walk acts on the fifth
    assertThat(secants.next(TestHistory.of(JacobianForm.ZERO, 1, 0.1, 0.01)))
        .isEqualTo(JacobianForm.SECANT);
    assertThat(secants.possible()).containsExactly(JacobianForm.ZERO, JacobianForm.SECANT);
  }

  @Test
  void smallStatesGetFullJacobiansAndOthersSecants() {
    assertThat(FormPolicy.bySize().forStates(16))
        .isEqualTo(FormPolicy.asNeeded(JacobianForm.DENSE));
    assertThat(FormPolicy.bySize().forStates(17)).isEqualTo(FormPolicy.secants());
    assertThat(FormPolicy.always(JacobianForm.ZERO).forStates(17))
        .isEqualTo(FormPolicy.always(JacobianForm.ZERO));
  }
}
