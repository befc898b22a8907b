package org.vae4j.data.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Names of files as text. Java decodes them as the locale says, in which names that differ may all
 * look the same; their bytes are what the locale has no part in.
 */
final class FileNames {
  /** What Java shows in place of bytes that it can't decode. */
  static final char UNREADABLE = '\uFFFD';

  private FileNames() {}

  /** Returns a path with slashes between its names; what is no UTF-8 stays unreadable. */
  static String text(Path path) {
    return StreamSupport.stream(path.spliterator(), false)
        .map(FileNames::name)
        .collect(Collectors.joining("/"));
  }

  private static String name(Path name) {
    String text = name.toString();
    if (text.indexOf(UNREADABLE) < 0) {
      return text;
    }
    String uri =
        name.toUri().toASCIIString(); // ends in a slash if there happens to be such a folder
    String last = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes(last.substring(last.lastIndexOf('/') + 1))))
          .toString();
    } catch (CharacterCodingException e) {
      return text;
    }
  }

  private static byte[] bytes(String escaped) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < escaped.length(); i++) {
      if (escaped.charAt(i) == '%') {
        bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(escaped.charAt(i));
      }
    }
    return bytes.toByteArray();
  }
}
