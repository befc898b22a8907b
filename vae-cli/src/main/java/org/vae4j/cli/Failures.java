package org.vae4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.vae4j.data.UnusableRowException;
import org.vae4j.io.MalformedFileException;
import org.vae4j.tensor.BackendUnavailableException;
import org.vae4j.train.NotFiniteException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Makes one line and an exit code of whatever went wrong. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Console console;
  private boolean traces;

  Failures(Console console) {
    this.console = console;
  }

  void showTraces(boolean wanted) {
    traces = wanted;
  }

  static String verbs(CommandSpec spec) {
    return String.join(", ", spec.root().subcommands().keySet());
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    CommandSpec spec = command.getCommandSpec();
    String message = lowerCaseStart(String.valueOf(e.getMessage()));
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      List<String> similar = unmatched.getSuggestions();
      message =
          spec == spec.root() && !unmatched.isUnknownOption()
              ? "there is no verb '" + first + "'; there are " + verbs(spec)
              : (unmatched.isUnknownOption() ? "unknown option '" : "unexpected argument '")
                  + first
                  + "'"
                  + (similar.isEmpty() ? "" : "; similar: " + String.join(", ", similar));
    } else if (spec == spec.root()) {
      message += "; the verbs are " + verbs(spec);
    }
    return fail(ExitCode.USAGE, message + "; see '" + spec.qualifiedName() + " --help'", e);
  }

  private static String lowerCaseStart(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    return report(e);
  }

  int report(Throwable e) {
    return fail(exitCode(e), message(e), e);
  }

  static int exitCode(Throwable e) {
    if (e instanceof CommandException ours) {
      return ours.exitCode();
    } else if (e instanceof NotFiniteException) {
      return ExitCode.NOT_FINITE;
    } else if (e instanceof BackendUnavailableException) {
      return ExitCode.NO_ENGINE;
    } else if (e instanceof MalformedFileException || e instanceof UnusableRowException) {
      return ExitCode.BAD_DATA;
    } else if (e instanceof NoSuchFileException || e instanceof AccessDeniedException) {
      return ExitCode.NO_INPUT;
    } else if (e instanceof IOException || e instanceof UncheckedIOException) {
      return ExitCode.IO;
    } else if (e instanceof OutOfMemoryError) {
      return ExitCode.NO_MEMORY;
    }
    return ExitCode.INTERNAL;
  }

  static String message(Throwable e) {
    if (e instanceof NoSuchFileException missing && missing.getReason() == null) {
      return missing.getFile() + ": no such file or folder";
    } else if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    } else if (e instanceof FileSystemException failed && failed.getFile() != null) {
      return failed.getFile() + ": " + reason(failed);
    } else if (e instanceof UncheckedIOException wrapped) {
      return message(Objects.requireNonNull(wrapped.getCause()));
    } else if (e instanceof OutOfMemoryError) {
      return "out of memory ("
          + e.getMessage()
          + "); choose smaller sizes or fewer threads, or raise the limit, such as with"
          + " VAE_OPTS=-Xmx8g";
    } else if (exitCode(e) == ExitCode.INTERNAL) {
      return "unexpected error, this is a bug: " + e + "; --debug prints its stack trace";
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** What the system says, or else what the class does. */
  private static String reason(FileSystemException e) {
    if (e.getReason() != null) {
      return e.getReason();
    } else if (e instanceof FileAlreadyExistsException) {
      return "is there already";
    } else if (e instanceof NotDirectoryException) {
      return "is no folder";
    } else if (e instanceof DirectoryNotEmptyException) {
      return "is a folder that is not empty";
    }
    return e.getClass().getSimpleName();
  }

  private int fail(int exitCode, String message, Throwable e) {
    console.out().flush();
    console.err().println("vae: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    if (traces) {
      e.printStackTrace(console.err());
    }
    console.err().flush();
    return exitCode;
  }
}
