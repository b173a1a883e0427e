package dev.pendant.arch;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/**
 * What users can see of a public class names no type of an internal package: parents, fields,
 * methods and constructors, with their type arguments.
 */
final class ExposeNothingInternal extends ArchCondition<JavaClass> {

  ExposeNothingInternal() {
    super("name no type of an internal package in what users can see");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    if (!isVisible(type)) {
      return;
    }
    Stream<JavaType> parents =
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
    parents
        .filter(ExposeNothingInternal::isInternal)
        .forEach(
            parent -> report(type.getName() + " has parent " + parent.getName(), type, events));
    for (JavaMember member : type.getMembers()) {
      if (isVisible(member) && signature(member).anyMatch(ExposeNothingInternal::isInternal)) {
        report(member.getFullName() + " names an internal type", type, events);
      }
    }
  }

  /** A nested class is as visible as everything around it allows. */
  private static boolean isVisible(JavaClass type) {
    return isVisible(type.getModifiers())
        && type.getEnclosingClass().map(ExposeNothingInternal::isVisible).orElse(true);
  }

  private static boolean isVisible(JavaMember member) {
    return isVisible(member.getModifiers())
        && !member.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  private static boolean isVisible(java.util.Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaType> signature(JavaMember member) {
    if (member instanceof JavaField field) {
      return Stream.of(field.getType());
    }
    JavaCodeUnit code = (JavaCodeUnit) member;
    return Stream.concat(Stream.of(code.getReturnType()), code.getParameterTypes().stream());
  }

  private static boolean isInternal(JavaType type) {
    return type.getAllInvolvedRawTypes().stream()
        .anyMatch(raw -> (raw.getPackageName() + ".").contains(".internal."));
  }

  private static void report(String message, JavaClass type, ConditionEvents events) {
    events.add(SimpleConditionEvent.violated(type, message));
  }
}
