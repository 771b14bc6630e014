// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The report of a study as one page: charts, tables and style are in it, so that it is read without
 * a network. Every number is computed from the rows of {@code runs.csv}.
 */
public final class StudyPage {
  private StudyPage() {}

  /** The page. */
  public static String of(Analysis analysis) {
    Html html = begun("A scaling study");
    new SummarySection(analysis).write(html);
    new ScalingSection(analysis).write(html);
    new TimeSection(analysis).write(html);
    new FitSection(analysis).write(html);
    new ModelSection(analysis).write(html);
    new PlaceSection(analysis).write(html);
    return ended(html);
  }

  /** The beginning of a page with this title. */
  static Html begun(String title) {
    Html html = new Html();
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.element("title", "Deerpark: " + title);
    html.raw("<style>\n" + style() + "</style>\n</head>\n<body>\n<main>\n");
    return html.element("h1", title);
  }

  /** A page with its end. */
  static String ended(Html html) {
    return html.raw("</main>\n</body>\n</html>\n").toString();
  }

  private static String style() {
    try (InputStream style = StudyPage.class.getResourceAsStream("study.css")) {
      return new String(style.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
