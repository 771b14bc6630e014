package dev.deerpark.sequence;

/**
 * Something that the user gave cannot be used: an option, a file, a row, a tensor. The message
 * names the culprit and says what to do; the command line prints it without a stack trace and exits
 * with 2.
 */
public final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadInputException(String message) {
    super(message);
  }

  public BadInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
