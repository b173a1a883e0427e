package dev.pendant.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.regex.Pattern;

/** Reads JSON strictly: a key given twice, or text after the end, is an error. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern OTHER_PLACE =
      Pattern.compile("\\[Source: .*?; line: (\\d+), column: (\\d+)]");

  private Json() {}

  /**
   * @param source named in the error
   * @throws InputException if the text is no JSON
   */
  static JsonNode parse(String text, String source) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new InputException(
          source
              + ": expected JSON, got an error at line "
              + (at == null ? "?" : at.getLineNr() + ", column " + at.getColumnNr())
              + ": "
              + plain(String.valueOf(e.getOriginalMessage())),
          e);
    }
  }

  /** Where the parser speaks of another place, it adds how it was set up. */
  private static String plain(String message) {
    return OTHER_PLACE.matcher(message).replaceAll("line $1, column $2");
  }
}
