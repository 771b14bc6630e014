// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.trajectory;

import dev.deerpark.base.BadInputException;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/**
 * A finished output could not be moved to its place, or it is not known whether it was. The output
 * is kept; the message says where everything is.
 */
public final class CommitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommitException(Path from, Path to, OutputNames names, Throwable cause) {
    super(
        String.format(
            Locale.ROOT,
            "Renaming %s to %s failed%s. The new output is kept in %s; "
                + "one that was there before is in its place or in %s. "
                + "Rename by hand, and delete what is not needed.",
            from,
            to,
            cause == null ? "" : " (" + cause.getMessage() + ")",
            names.staging(),
            names.replaced()),
        cause);
  }

  /** What is in the place must stay there. */
  CommitException(OutputNames names, BadInputException refusal) {
    super(refusal.getMessage(), new BadInputException(kept(names, refusal), refusal));
  }

  private static String kept(OutputNames names, BadInputException refusal) {
    return refusal.getMessage() + " The new output is kept in " + names.staging() + ": rename it.";
  }
}
