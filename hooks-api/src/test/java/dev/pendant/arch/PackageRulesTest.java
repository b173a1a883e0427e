package dev.pendant.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "dev.pendant", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageRulesTest {

  private static final DescribedPredicate<JavaClass> PUBLIC_TOP_LEVEL =
      describe(
          "are public and top-level",
          type -> type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass());

  private static final DescribedPredicate<JavaClass> IN_A_NULL_MARKED_PACKAGE =
      describe(
          "be in a package whose package-info says @NullMarked",
          type -> type.getPackage().isAnnotatedWith(NullMarked.class));

  @ArchTest
  static final ArchRule needsNothingButJavaSlf4jAndJSpecify =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.pendant..", "java..", "org.slf4j", "org.jspecify.annotations");

  @ArchTest
  static final ArchRule everyPackageIsNullMarked =
      classes().that(PUBLIC_TOP_LEVEL).should(ArchCondition.from(IN_A_NULL_MARKED_PACKAGE));

  @ArchTest
  static final ArchRule internalTypesStayOutOfPublicSignatures =
      classes()
          .that(resideInAPackage("dev.pendant.."))
          .and()
          .resideOutsideOfPackage("..internal..")
          .should(new ExposeNothingInternal());

  @ArchTest
  static final ArchRule staticInitialisersOnlyCompute =
      classes().should(new InitialiseWithoutSideEffects());
}
