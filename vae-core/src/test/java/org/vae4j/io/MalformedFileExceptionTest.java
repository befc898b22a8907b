package org.vae4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MalformedFileExceptionTest {
  @Test
  void whatAFileSaysCannotSteerATerminal() {
    String hostile = "a\u001b[2Jb\u009bc\r\nd\u202ee\u2028f\u0000g\ud800h é 字";
    assertThat(new MalformedFileException("n\u001b]0;x\u0007\nforged", hostile, "words"))
        .hasMessageStartingWith("n?]0;x??forged: found ");
    assertThat(new MalformedFileException("file", hostile, "words"))
        .hasMessage("file: found a?[2Jb?c??d?e?f?g?h é 字, expected words");
  }

  @Test
  void whatAFileSaysIsCutOff() {
    assertThat(new MalformedFileException("file", "x".repeat(5000), "less").getMessage())
        .hasSizeLessThan(1100)
        .endsWith("x…, expected less");
  }
}
