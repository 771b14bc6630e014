// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.recurrence.Differentiable;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.recurrence.contract.RecurrenceContract.Finding;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecurrenceContractTest {
  private static final long SEED = 7;

  /** A correct model, {@code next_i = tanh(s_i + s_{1-i} x)}; each test breaks something in it. */
  private static class Pair implements Recurrence {
    @Override
    public int stateSize() {
      return 2;
    }

    @Override
    public int inputSize() {
      return 1;
    }

    @Override
    public void step(double[] state, double[] input, double[] next) {
      next[0] = Math.tanh(state[0] + state[1] * input[0]);
      next[1] = Math.tanh(state[1] + state[0] * input[0]);
    }
  }

  /** The same with a derivative. */
  private static class DifferentiablePair extends Pair implements Differentiable {
    @Override
    public void tangent(double[] state, double[] input, double[] direction, double[] derivative) {
      double[] next = new double[2];
      step(state, input, next);
      derivative[0] = (1 - next[0] * next[0]) * (direction[0] + direction[1] * input[0]);
      derivative[1] = (1 - next[1] * next[1]) * (direction[1] + direction[0] * input[0]);
    }
  }

  @Test
  void aCorrectModelHasNoFindings() {
    assertThat(RecurrenceContract.check(Pair::new, SEED)).isEmpty();
    assertThat(RecurrenceContract.check(DifferentiablePair::new, SEED)).isEmpty();
  }

  @Test
  void aModelWithKinksHasNoFindings() {
    RecurrenceSpec rectifier =
        () ->
            new Pair() {
              @Override
              public void step(double[] state, double[] input, double[] next) {
                next[0] = Math.max(0, state[0] - state[1]);
                next[1] = Math.abs(state[1]);
              }

              @Override
              public void jacobian(double[] state, double[] input, double[] jacobian) {
                double on = state[0] > state[1] ? 1 : 0;
                jacobian[0] = on;
                jacobian[1] = -on;
                jacobian[2] = 0;
                jacobian[3] = Math.signum(state[1]);
              }
            };
    for (int seed = 0; seed < 100; seed++) {
      assertThat(RecurrenceContract.check(rectifier, seed)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void anEmptyStateIsFound() {
    assertFound(
        "sizes",
        "the state has 0 numbers",
        () ->
            new Pair() {
              @Override
              public int stateSize() {
                return 0;
              }
            });
  }

  @Test
  void aStartStateOfAnotherSizeIsFound() {
    assertFound("start", "the start state has 3 numbers and a state 2", () -> startingAt(0, 0, 0));
  }

  @Test
  void aStartStateThatIsNotFiniteIsFound() {
    assertFound("start", "[0.0, NaN]", () -> startingAt(0, Double.NaN));
  }

  @Test
  void aStartStateThatDiffersByInstanceIsFound() {
    AtomicInteger instances = new AtomicInteger();
    assertFound(
        "start", "a fresh instance is another", () -> startingAt(instances.incrementAndGet(), 0));
  }

  private static Recurrence startingAt(double... start) {
    return new Pair() {
      @Override
      public double[] initialState() {
        return start.clone();
      }
    };
  }

  @Test
  void anEntryThatIsNotWrittenIsFound() {
    assertFound(
        "shapes",
        "step does not overwrite entry 1",
        () ->
            new Pair() {
              @Override
              public void step(double[] state, double[] input, double[] next) {
                next[0] = state[0] + state[1];
              }
            });
  }

  @Test
  void anEntryThatIsAddedToIsFound() {
    assertFound(
        "shapes",
        "diagonal does not overwrite entry 0",
        () ->
            new Pair() {
              @Override
              public void diagonal(double[] state, double[] input, double[] diagonal) {
                diagonal[0] += 1;
                diagonal[1] = 1;
              }
            });
  }

  @Test
  void anEntryOutsideIsFound() {
    assertFound(
        "shapes",
        "ArrayIndexOutOfBounds",
        () ->
            new Pair() {
              @Override
              public void step(double[] state, double[] input, double[] next) {
                super.step(state, input, next);
                next[2] = 0;
              }
            });
  }

  @Test
  void aModifiedArgumentIsFound() {
    assertFound(
        "shapes",
        "step modifies its argument input",
        () ->
            new Pair() {
              @Override
              public void step(double[] state, double[] input, double[] next) {
                super.step(state, input, next);
                input[0] += 1;
              }
            });
  }

  @Test
  void aMemoryOfEarlierCallsIsFound() {
    assertFound(
        "purity",
        "another order",
        () ->
            new Pair() {
              private double last;

              @Override
              public void step(double[] state, double[] input, double[] next) {
                super.step(state, input, next);
                next[0] += last;
                last = state[0];
              }
            });
  }

  @Test
  void instancesThatDifferAreFound() {
    AtomicInteger built = new AtomicInteger();
    assertFound(
        "purity",
        "step of a fresh instance",
        () -> {
          int number = built.incrementAndGet();
          return new Pair() {
            @Override
            public void step(double[] state, double[] input, double[] next) {
              next[0] = state[0];
              next[1] = number;
            }
          };
        });
  }

  @Test
  void aResultThatIsNotFiniteIsFound() {
    assertFound(
        "finiteness",
        "entry 1 of step is -Infinity",
        () ->
            new Pair() {
              @Override
              public void step(double[] state, double[] input, double[] next) {
                next[0] = state[0];
                next[1] = Math.log(state[1]);
              }
            });
  }

  @Test
  void aWrongJacobianIsFound() {
    assertFound(
        "derivatives",
        "d next[0] / d state[1] is 0.5 in the Jacobian but",
        () ->
            new Pair() {
              @Override
              public void jacobian(double[] state, double[] input, double[] jacobian) {
                super.jacobian(state, input, jacobian);
                jacobian[1] = 0.5;
              }
            });
  }

  @Test
  void aTransposedJacobianIsFound() {
    assertFound(
        "derivatives",
        "in the Jacobian but",
        () ->
            new Pair() {
              @Override
              public void jacobian(double[] state, double[] input, double[] jacobian) {
                super.jacobian(state, input, jacobian);
                double swapped = jacobian[1];
                jacobian[1] = jacobian[2];
                jacobian[2] = swapped;
              }
            });
  }

  @Test
  void aWrongDiagonalIsFound() {
    assertFound(
        "derivatives",
        "in the diagonal but",
        () ->
            new Pair() {
              @Override
              public void diagonal(double[] state, double[] input, double[] diagonal) {
                super.diagonal(state, input, diagonal);
                diagonal[1] += 0.001;
              }
            });
  }

  @Test
  void aWrongTangentIsFound() {
    assertFound(
        "derivatives",
        "by finite differences",
        () ->
            new DifferentiablePair() {
              @Override
              public void tangent(
                  double[] state, double[] input, double[] direction, double[] derivative) {
                super.tangent(state, input, direction, derivative);
                derivative[0] *= 2;
              }
            });
  }

  @Test
  void aTangentThatIsNotLinearIsFound() {
    assertFound(
        "derivatives",
        "entry 0 of the tangent",
        () ->
            new DifferentiablePair() {
              @Override
              public void tangent(
                  double[] state, double[] input, double[] direction, double[] derivative) {
                super.tangent(state, input, direction, derivative);
                derivative[0] += direction[0] * direction[1];
              }
            });
  }

  @Test
  void verifySaysAllInOneError() {
    RecurrenceSpec broken =
        () ->
            new Pair() {
              @Override
              public void step(double[] state, double[] input, double[] next) {
                next[0] = Double.NaN;
              }
            };
    assertThatThrownBy(() -> RecurrenceContract.verify(broken, SEED))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("seed 7", "shapes: ", "finiteness: ");
    RecurrenceContract.verify(Pair::new, SEED);
  }

  private static void assertFound(String law, String sentence, RecurrenceSpec broken) {
    List<Finding> findings = RecurrenceContract.check(broken, SEED);
    assertThat(findings)
        .as("seed %d", SEED)
        .anySatisfy(
            finding -> {
              assertThat(finding.law()).isEqualTo(law);
              assertThat(finding.sentence()).contains(sentence);
            });
  }
}
