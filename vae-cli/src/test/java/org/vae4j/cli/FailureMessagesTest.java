package org.vae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

/** Messages name the file and the reason, also where the exception has but one of them. */
final class FailureMessagesTest {
  @Test
  void aReasonIsGivenWhereTheExceptionsClassIsIt() {
    assertThat(Failures.message(new FileAlreadyExistsException("f")))
        .isEqualTo("f: is there already");
    assertThat(Failures.message(new NotDirectoryException("f"))).isEqualTo("f: is no folder");
    assertThat(Failures.message(new DirectoryNotEmptyException("f")))
        .isEqualTo("f: is a folder that is not empty");
    assertThat(Failures.message(new FileSystemException("f"))).isEqualTo("f: FileSystemException");
    assertThat(Failures.message(new FileSystemException("f", "g", "too long")))
        .isEqualTo("f: too long");
  }

  @Test
  void aFailureWithoutAMessageIsNamed() {
    assertThat(Failures.message(new EOFException())).isEqualTo("java.io.EOFException");
  }
}
