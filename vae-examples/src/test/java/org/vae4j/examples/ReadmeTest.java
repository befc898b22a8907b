package org.vae4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows is what is there. */
final class ReadmeTest {
  private static final Path TOP = Path.of("..");

  private static String text(String file) throws IOException {
    return Files.readString(TOP.resolve(file));
  }

  @Test
  void thePageOfCodeIsTheNotebookThatTheTestsRun() throws IOException {
    Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(text("README.md"));
    assertThat(block.find()).isTrue();
    assertThat(text("vae-examples/src/main/java/org/vae4j/examples/Notebook.java"))
        .contains(block.group(1).strip());
    assertThat(block.group(1).lines().count()).isBetween(40L, 80L);
  }

  @Test
  void everyLinkOfThePagesLeadsToAFile() throws IOException {
    List<String> broken = new ArrayList<>();
    for (String page :
        List.of(
            "README.md",
            "CONTRIBUTING.md",
            "docs/architecture.md",
            "docs/engines.md",
            "docs/formats.md",
            "docs/performance.md",
            "docs/reliability.md")) {
      Path folder = TOP.resolve(page).getParent();
      Matcher link = Pattern.compile("]\\(([^)#:]+)\\)").matcher(text(page));
      while (link.find()) {
        if (!Files.exists(folder.resolve(link.group(1)))) {
          broken.add(page + ": " + link.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }
}
