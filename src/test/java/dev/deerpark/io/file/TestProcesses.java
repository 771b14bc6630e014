// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.file;

/** Identities of processes other than this one. */
public final class TestProcesses {
  private TestProcesses() {}

  /** One of this machine that has ended. */
  public static ProcessIdentity dead() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    ProcessIdentity here = ProcessIdentity.current();
    return new ProcessIdentity(here.host(), here.kernel(), ended.pid(), here.started());
  }

  /** One of which this machine can know nothing. */
  public static ProcessIdentity ofAnotherMachine() {
    return new ProcessIdentity("far", "b", 12, 0);
  }
}
