// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.console;

/** How a command ended, as a program that called it can tell. */
public enum ExitStatus {
  /** The result is complete. */
  DONE(0),
  /** Something failed that the user's input does not explain. */
  FAILED(1),
  /** The command line or an input cannot be used; nothing was computed. */
  BAD_INPUT(2),
  /** The iterations ended without converging. */
  NOT_CONVERGED(3);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  /** The process's exit code. */
  public int code() {
    return code;
  }
}
