// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;

/** Checks the report of the example: {@code java -cp CLASSPATH CheckReport.java report.json}. */
public class CheckReport {
  private int failures;

  public static void main(String[] arguments) throws IOException {
    JsonNode report = new ObjectMapper().readTree(new File(arguments[0]));
    System.out.println("Checking " + arguments[0]);
    CheckReport check = new CheckReport();
    check.equal(report, "/schema", "2");
    check.equal(report, "/outcome", "CONVERGED");
    check.equal(report, "/verification/kind", "full");
    check.atMost(report, "/verification/maxDifference", 1e-5);
    check.atMost(report, "/iterations", 3);
    System.exit(check.failures == 0 ? 0 : 1);
  }

  private void equal(JsonNode report, String pointer, String expected) {
    String found = report.at(pointer).asText("absent");
    say(found.equals(expected), pointer + " is " + found + ", expected " + expected);
  }

  private void atMost(JsonNode report, String pointer, double limit) {
    JsonNode found = report.at(pointer);
    say(
        found.isNumber() && found.asDouble() <= limit,
        pointer + " is " + found + ", expected at most " + limit);
  }

  private void say(boolean holds, String sentence) {
    System.out.println((holds ? "  ok      " : "  FAILED  ") + sentence);
    failures += holds ? 0 : 1;
  }
}
