package org.vae4j.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The sides of an image in pixels.
 *
 * @param height rows
 * @param width columns
 */
record ImageSize(int height, int width) {

  long features() {
    return (long) height * width;
  }

  @Override
  public String toString() {
    return height + "x" + width;
  }

  /** Reads {@code HEIGHTxWIDTH}. */
  static final class Converter implements ITypeConverter<ImageSize> {

    /** For picocli. */
    Converter() {}

    @Override
    public ImageSize convert(String text) {
      if (!text.matches("[1-9]\\d{0,4}x[1-9]\\d{0,4}")) {
        throw new TypeConversionException(
            "'" + text + "' is not HEIGHTxWIDTH in pixels, such as 28x28");
      }
      int x = text.indexOf('x');
      return new ImageSize(
          Integer.parseInt(text.substring(0, x)), Integer.parseInt(text.substring(x + 1)));
    }
  }
}
