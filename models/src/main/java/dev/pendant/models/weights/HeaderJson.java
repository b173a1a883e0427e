package dev.pendant.models.weights;

import dev.pendant.models.ModelException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of JSON that safetensors headers are made of: objects, arrays, strings and whole numbers
 * from 0 on. Anything else, and a key named twice, is refused.
 */
final class HeaderJson {

  private static final int DEEPEST = 8;

  /** A tensor takes about eight. */
  private static final int MOST_VALUES = 4_000_000;

  private final String text;
  private int at;
  private int values;

  private HeaderJson(String text) {
    this.text = text;
  }

  /** Values are {@code Map<String, Object>}, {@code List<Object>}, {@code String, Long}. */
  static Map<String, Object> parse(byte[] utf8) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new ModelException("expected a safetensors header, found bytes that are no text", e);
    }
    HeaderJson json = new HeaderJson(text);
    Map<String, Object> header = json.object(0);
    json.blanks();
    if (json.at < text.length()) {
      throw json.bad("the end");
    }
    return header;
  }

  private ModelException bad(String expected) {
    return new ModelException(
        "expected a safetensors header with " + expected + " at character " + at);
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean accept(char wanted) {
    blanks();
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char wanted) {
    if (!accept(wanted)) {
      throw bad("'" + wanted + "'");
    }
  }

  private Object value(int depth) {
    if (depth > DEEPEST) {
      throw bad("no more than " + DEEPEST + " levels");
    }
    if (++values > MOST_VALUES) {
      throw bad("no more than " + MOST_VALUES + " values");
    }
    blanks();
    char first = at < text.length() ? text.charAt(at) : 0;
    return switch (first) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      default -> number();
    };
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> entries = new LinkedHashMap<>();
    expect('{');
    if (accept('}')) {
      return entries;
    }
    do {
      blanks();
      String key = string();
      expect(':');
      if (entries.put(key, value(depth + 1)) != null) {
        throw bad("'" + key + "' only once");
      }
    } while (accept(','));
    expect('}');
    return entries;
  }

  private List<Object> array(int depth) {
    List<Object> values = new ArrayList<>();
    expect('[');
    if (accept(']')) {
      return values;
    }
    do {
      values.add(value(depth + 1));
    } while (accept(','));
    expect(']');
    return values;
  }

  private Long number() {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    try {
      return Long.valueOf(text.substring(from, at));
    } catch (NumberFormatException e) {
      throw bad("a whole number that fits 63 bits");
    }
  }

  private String string() {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return string.toString();
      }
      string.append(c == '\\' ? escaped() : c);
    }
  }

  private char next() {
    if (at >= text.length()) {
      throw bad("the end of a string");
    }
    return text.charAt(at++);
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw bad("a known escape");
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw bad("four hexadecimal digits");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }
}
