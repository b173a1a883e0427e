package dev.pendant.models.onnx;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which packages of the ONNX import may use which; it leaves no room for a cycle. */
@AnalyzeClasses(packages = "dev.pendant.models", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

  private static final String ONNX = "dev.pendant.models.onnx";
  private static final String INTERNAL = ONNX + ".internal.";

  @ArchTest
  static final ArchRule eachUsesOnlyThoseItIsMadeOf =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("model")
          .definedBy(ONNX)
          .layer("plan")
          .definedBy(INTERNAL + "plan")
          .layer("row")
          .definedBy(INTERNAL + "row")
          .layer("place")
          .definedBy(INTERNAL + "place")
          .layer("fold")
          .definedBy(INTERNAL + "fold")
          .layer("host")
          .definedBy(INTERNAL + "host")
          .layer("reader")
          .definedBy(INTERNAL + "reader")
          .layer("graph")
          .definedBy(INTERNAL + "graph")
          .whereLayer("plan")
          .mayOnlyAccessLayers("row", "place", "fold", "host", "graph")
          .whereLayer("row")
          .mayOnlyAccessLayers("fold", "host", "graph")
          .whereLayer("fold")
          .mayOnlyAccessLayers("host", "graph")
          .whereLayer("place")
          .mayOnlyAccessLayers("graph")
          .whereLayer("host")
          .mayOnlyAccessLayers("graph")
          .whereLayer("reader")
          .mayOnlyAccessLayers("graph")
          .whereLayer("graph")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule internalPackagesAreForTheImportAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage(ONNX + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(INTERNAL + ".");

  @ArchTest
  static final ArchRule usersInheritNothingInternal =
      noClasses()
          .that()
          .resideInAPackage(ONNX)
          .should()
          .beAssignableTo(resideInAPackage("..internal.."));

  @ArchTest
  static final ArchRule onlyTheReaderKnowsProtobuf =
      noClasses()
          .that()
          .resideInAPackage(ONNX + "..")
          .and()
          .resideOutsideOfPackage(INTERNAL + "reader")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnx..", "com.google.protobuf..");
}
