// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import java.util.Locale;
import org.apache.hadoop.fs.Path;

/**
 * A finished output could not be put into its place, or it is not known whether it was. Nothing was
 * deleted; the message says where everything is.
 */
public final class CommitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommitException(Path from, Path to, Path staging, Path replaced, Throwable cause) {
    super(
        String.format(
            Locale.ROOT,
            "Renaming %s to %s failed%s. Nothing was cleaned up: "
                + "look for the new output in %s and for "
                + "an output that was there before in %s, and rename by hand.",
            from,
            to,
            cause == null ? "" : " (" + cause.getMessage() + ")",
            staging,
            replaced),
        cause);
  }
}
