// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Masks secrets in texts for people: the values assigned to names that Spark regards as secret, or
 * that hold secrets by the customs of object stores and databases, and the passwords of users in
 * URLs. {@code submit/common.sh} masks the same in the commands that it shows.
 *
 * @param names a regular expression that matches a part of a secret's name
 */
public record Redaction(String names) {
  /** The key of the regular expression in Spark's configuration. */
  public static final String KEY = "spark.redaction.regex";

  /** With Spark's default regular expression. */
  public static final Redaction DEFAULT = new Redaction("(?i)secret|password|token|access[.]?key");

  private static final String MASK = "*********(redacted)";

  /** An assignment in a sentence: the value ends at a space, a quote or another assignment. */
  private static final Pattern IN_TEXT =
      Pattern.compile("([^\\s=,&?/'\"()]+)=((?:(?!,[^,=\\s]+=)[^\\s'\"&])+)");

  /** An assignment in the value of an option: the value ends at another assignment. */
  private static final Pattern IN_VALUE =
      Pattern.compile("([^=,&?/]+)=((?:(?!,[^,=]+=)[^&])+)", Pattern.DOTALL);

  /** Secrets that Spark's regular expression passes over, whichever it is. */
  private static final Pattern ALSO =
      Pattern.compile(
          "passwd|passphrase|account[.]key|private[.]?key|api[-_.]?key|signature|^sig$",
          Pattern.CASE_INSENSITIVE);

  /** Ends at the last @ before a slash; or, where no port can be meant, at the first after it. */
  private static final Pattern PASSWORD =
      Pattern.compile("(://[^\\s/@:'\"]*:)(?:[^\\s/'\"]+|[0-9]*[^\\s0-9/@'\"][^\\s@'\"]*)@");

  /**
   * With the regular expression of a session's configuration.
   *
   * @throws BadInputException where it is not a valid one
   */
  public static Redaction of(Map<String, String> configuration) {
    String names = configuration.get(KEY);
    if (names == null) {
      return DEFAULT;
    }
    try {
      return new Redaction(Pattern.compile(names).pattern());
    } catch (PatternSyntaxException unusable) {
      throw new BadInputException(
          KEY + " is no regular expression: " + unusable.getDescription() + ".");
    }
  }

  /** A text for people without the secrets that it mentions. */
  public String text(String text) {
    return masked(IN_TEXT, text);
  }

  /** The value of an option without the secrets in it, which may contain spaces and quotes. */
  String value(String value) {
    return masked(IN_VALUE, value);
  }

  private String masked(Pattern assignments, String text) {
    Pattern secret = Pattern.compile(names);
    String assigned =
        assignments
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        secret.matcher(found.group(1)).find() || ALSO.matcher(found.group(1)).find()
                            ? found.group(1) + "=" + MASK
                            : found.group()));
    return PASSWORD.matcher(assigned).replaceAll("$1" + Matcher.quoteReplacement(MASK) + "@");
  }
}
