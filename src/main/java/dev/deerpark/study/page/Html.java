// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.page;

import java.util.List;

/** Writes HTML. Texts are escaped; what is already HTML is added by {@link #raw}. */
final class Html {
  private final StringBuilder text = new StringBuilder();

  static String escaped(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  Html raw(String html) {
    text.append(html);
    return this;
  }

  /** An element with a text. */
  Html element(String name, String plain) {
    return raw("<" + name + ">" + escaped(plain) + "</" + name + ">\n");
  }

  Html heading(String id, String plain) {
    return raw("<h2 id=\"" + id + "\">" + escaped(plain) + "</h2>\n");
  }

  Html paragraph(String plain) {
    return element("p", plain);
  }

  /**
   * A table that can be scrolled where the page is too narrow.
   *
   * @param id of the table
   * @param header one for each column
   * @param rows their cells; those that look like numbers are aligned to the right
   */
  Html table(String id, List<String> header, List<List<String>> rows) {
    raw("<div class=\"scroll\"><table id=\"" + id + "\">\n<thead><tr>");
    header.forEach(cell -> raw("<th scope=\"col\">" + escaped(cell) + "</th>"));
    raw("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      raw("<tr>");
      for (String cell : row) {
        raw(isNumber(cell) ? "<td class=\"number\">" : "<td>");
        raw(escaped(cell)).raw("</td>");
      }
      raw("</tr>\n");
    }
    return raw("</tbody></table></div>\n");
  }

  /** Whether a cell begins as numbers do, or is a dash that stands for one. */
  private static boolean isNumber(String cell) {
    return cell.matches("[-+]?[\\d.,]+([eE][-+]?\\d+)?( \\(.*\\))?|–");
  }

  /** A picture, with a sentence below it. */
  Html figure(String svg, String caption) {
    return raw(
        "<figure>\n" + svg + "\n<figcaption>" + escaped(caption) + "</figcaption></figure>\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
