package org.vae4j.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.vae4j.io.MalformedFileException;
import org.vae4j.io.RegularFile;

/**
 * Settings in YAML: one mapping of names to values or lists of values, as they would be typed as
 * options; nothing else of the language (no anchors, no tags, no second document).
 */
final class ConfigFile {
  static final int MOST_BYTES = 1 << 16;
  private static final String EXPECTED = "lines such as 'batch-size: 100'";

  private final Path file;
  private final Iterator<Event> events;

  private ConfigFile(Path file, String text) {
    this.file = file;
    this.events =
        new Parse(LoadSettings.builder().setLabel("settings").build()).parseString(text).iterator();
  }

  /**
   * Reads settings as text by name; a list has its values joined by commas.
   *
   * @param known the names that may be there
   */
  static Map<String, String> read(Path file, Collection<String> known) throws IOException {
    byte[] bytes = RegularFile.read(file, MOST_BYTES, "settings");
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new ConfigFile(file, text).settings(known);
    } catch (CharacterCodingException e) {
      throw new MalformedFileException(file, "bytes that are no UTF-8", "text in UTF-8", e);
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> " in line " + (mark.getLine() + 1)).orElse("");
      throw new MalformedFileException(
          file, "no YAML" + line + " (" + e.getProblem() + ")", EXPECTED, e);
    } catch (YamlEngineException e) {
      throw new MalformedFileException(file, "no YAML (" + e.getMessage() + ")", EXPECTED, e);
    }
  }

  private Map<String, String> settings(Collection<String> known) throws MalformedFileException {
    Map<String, String> settings = new LinkedHashMap<>();
    next(); // the start of the stream
    Event document = next();
    if (document.getEventId() == Event.ID.StreamEnd) {
      return settings;
    }
    if (!(document instanceof DocumentStartEvent) || !(next() instanceof MappingStartEvent)) {
      throw new MalformedFileException(file, "no mapping of names to values", EXPECTED);
    }
    for (Event at = next(); at.getEventId() != Event.ID.MappingEnd; at = next()) {
      String name = scalar(at, "the name of a setting");
      if (!known.contains(name)) {
        throw new MalformedFileException(
            file,
            "the unknown setting '" + name + "'" + line(at),
            "'" + NearestName.of(name, known) + "' or another of " + String.join(", ", known));
      }
      if (settings.put(name, value(name, next())) != null) {
        throw new MalformedFileException(file, "'" + name + "' again" + line(at), "each once");
      }
    }
    next(); // the end of the document
    Event end = next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      throw new MalformedFileException(file, "a second document" + line(end), "one");
    }
    return settings;
  }

  private String value(String name, Event at) throws MalformedFileException {
    if (!(at instanceof SequenceStartEvent)) {
      return scalar(at, "a value or a list of values for '" + name + "'");
    }
    StringBuilder list = new StringBuilder();
    for (Event each = next(); each.getEventId() != Event.ID.SequenceEnd; each = next()) {
      list.append(list.isEmpty() ? "" : ",").append(scalar(each, "a value in '" + name + "'"));
    }
    return list.toString();
  }

  private String scalar(Event at, String expected) throws MalformedFileException {
    if (at instanceof ScalarEvent scalar
        && scalar.getTag().isEmpty()
        && scalar.getAnchor().isEmpty()
        && !scalar.getValue().isEmpty()
        && StandardCharsets.UTF_8.newEncoder().canEncode(scalar.getValue())) {
      return scalar.getValue();
    }
    throw new MalformedFileException(file, what(at) + line(at), expected);
  }

  /** What an event is that is no usable scalar. */
  private static String what(Event at) {
    if (!(at instanceof ScalarEvent scalar)) {
      return at instanceof AliasEvent ? "an alias" : "a nested structure";
    } else if (scalar.getTag().isPresent() || scalar.getAnchor().isPresent()) {
      return "an anchor or a tag";
    }
    return scalar.getValue().isEmpty() ? "nothing" : "half a character";
  }

  private Event next() {
    return events.next();
  }

  private static String line(Event event) {
    return event.getStartMark().map(mark -> " in line " + (mark.getLine() + 1)).orElse("");
  }

  /** Returns settings as a file that {@link #read} understands; what is null has no line. */
  static String document(Map<String, ? extends @Nullable Object> settings) {
    StringBuilder text = new StringBuilder();
    settings.forEach(
        (name, value) -> {
          if (value != null) {
            text.append(name).append(": ").append(quoted(value.toString())).append('\n');
          }
        });
    return text.toString();
  }

  /** Plain where nothing in it could mean anything in YAML, else as in JSON. */
  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9/](?:[A-Za-z0-9_./@,+:-]*[A-Za-z0-9_/])?")
        ? text
        : Json.string(text);
  }
}
