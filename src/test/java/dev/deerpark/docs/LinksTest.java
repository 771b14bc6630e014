// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links within the repository lead somewhere, and every page of the documentation can be found. */
class LinksTest {
  private static final int LONGEST_README = 200;
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");

  static Stream<Path> pages() {
    return Pages.all().stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aLinkLeadsToAFileAndAHeadingThatExist(Path page) {
    assertThat(links(page).filter(link -> !leads(page, link)))
        .as("links of %s that lead nowhere", page)
        .isEmpty();
  }

  @Test
  void everyPageIsLinkedFromTheReadme() {
    Path root = Pages.README.toAbsolutePath().getParent();
    assertThat(
            links(Pages.README)
                .filter(link -> !link.startsWith("#"))
                .map(link -> root.resolve(link.split("#")[0]).normalize()))
        .containsAll(
            pages().filter(page -> !page.equals(Pages.README)).map(Path::toAbsolutePath).toList());
  }

  @Test
  void everyPageOfTheDocumentationBeginsWithAllItsHeadings() {
    for (Path page : pages().filter(page -> page.startsWith(Pages.FOLDER)).toList()) {
      List<String> sections =
          Pages.prose(page).stream()
              .filter(line -> line.startsWith("## "))
              .map(line -> "#" + anchor(line.substring(3)))
              .toList();
      assertThat(links(page).filter(link -> link.startsWith("#")).limit(sections.size()))
          .as("contents of %s", page)
          .containsExactlyElementsOf(sections);
    }
  }

  @Test
  void theReadmeIsShort() {
    assertThat(Pages.lines(Pages.README)).hasSizeLessThanOrEqualTo(LONGEST_README);
  }

  /** The targets of a page's links, pictures too, without those to other sites. */
  private static Stream<String> links(Path page) {
    return LINK.matcher(String.join("\n", Pages.prose(page)))
        .results()
        .map(found -> found.group(1))
        .filter(link -> !link.contains("://"));
  }

  private static boolean leads(Path page, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
    return Files.exists(target)
        && (parts.length == 1
            || Pages.prose(target).stream()
                .flatMap(line -> HEADING.matcher(line).results())
                .map((MatchResult heading) -> anchor(heading.group(1)))
                .anyMatch(parts[1]::equals));
  }

  /** What GitHub makes of a heading: lower case, without punctuation, blanks as hyphens. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{Alnum} _-]", "").replace(' ', '-');
  }
}
