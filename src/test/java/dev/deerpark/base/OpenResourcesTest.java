// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever fails, everything that was opened is closed, once, the last first. */
class OpenResourcesTest {
  private final List<String> closed = new ArrayList<>();
  private final OpenResources open = new OpenResources();

  private void closeButFailFor(String resource, Throwable failure) {
    closed.add(resource);
    if (List.of("b", "d").contains(resource)) {
      OpenResourcesTest.<RuntimeException>raise(failure);
    }
  }

  /** As Scala does, which declares no checked exceptions. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void raise(Throwable failure) throws E {
    throw (E) failure;
  }

  private static Runnable failing(String message) {
    return () -> {
      throw new IllegalStateException(message);
    };
  }

  private void openFour(Throwable failure) {
    for (String resource : List.of("a", "b", "c", "d")) {
      assertThat(open.add(resource, it -> closeButFailFor(it, failure))).isSameAs(resource);
    }
  }

  @Test
  void allAreClosedTheLastFirstAlsoWhereSomeFail() {
    for (Throwable failure : List.of(new IOException(), new AssertionError())) {
      closed.clear();
      openFour(failure);

      assertThatThrownBy(open::close).isSameAs(failure);

      assertThat(closed).containsExactly("d", "c", "b", "a");
    }
  }

  @Test
  void whatFailsFirstSuppressesTheRest() {
    open.add(failing("first opened"));
    open.add(failing("last opened"));
    assertThatThrownBy(open::close)
        .hasMessage("last opened")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .containsExactly("first opened"));
  }

  @Test
  void whatIsClosedIsNotClosedAgain() {
    open.add("a", closed::add);
    open.close();
    open.close();
    assertThat(closed).containsExactly("a");
  }

  @Test
  void afterAFailureThatFailureStays() {
    IOException unclosed = new IOException("unclosed");
    openFour(unclosed);
    IllegalStateException unopened = new IllegalStateException("unopened");

    open.closeAfter(unopened);

    assertThat(closed).containsExactly("d", "c", "b", "a");
    assertThat(unopened.getSuppressed()).containsExactly(unclosed, unclosed);
  }

  @Test
  void thoseOfACollectionToo() {
    IOException failure = new IOException();
    assertThatThrownBy(
            () ->
                OpenResources.closeAll(
                    List.of("a", "b", "c"), resource -> closeButFailFor(resource, failure)))
        .isSameAs(failure);
    assertThat(closed).containsExactly("c", "b", "a");
  }

  @Test
  void whatAnActionWasToUseIsClosedOnlyWhereItFails() {
    assertThat(OpenResources.orClose(() -> closed.add("a"), () -> "made")).isEqualTo("made");
    assertThat(closed).isEmpty();

    IllegalStateException failure = new IllegalStateException();
    assertThatThrownBy(
            () ->
                OpenResources.orClose(
                    () -> closeButFailFor("b", new IOException()),
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure)
        .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
    assertThat(closed).containsExactly("b");
  }
}
