package dev.pendant.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option's value in the spelling that the help has, such as {@code matplotlib-jet}. */
final class EnumNames<E extends Enum<E>> implements ITypeConverter<E> {

  private final E[] constants;

  EnumNames(Class<E> type) {
    this.constants = type.getEnumConstants();
  }

  /** Upper case and underscores are taken, too. */
  @Override
  public E convert(String text) {
    return Arrays.stream(constants)
        .filter(one -> of(one).equals(text.toLowerCase(Locale.ROOT).replace('_', '-')))
        .findFirst()
        .orElseThrow(
            () -> new TypeConversionException("expected one of " + all() + ", got '" + text + "'"));
  }

  private List<String> all() {
    return Arrays.stream(constants).map(EnumNames::of).toList();
  }

  /** As it is written on a command line. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
