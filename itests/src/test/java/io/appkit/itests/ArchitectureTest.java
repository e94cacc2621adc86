package io.appkit.itests;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.appkit.itests.Bundles.Bundle;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may know whom (README, design). */
class ArchitectureTest {

    private static final List<Bundle> BUNDLES = Bundles.built();
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPaths(BUNDLES.stream().map(Bundle::classes).toList());

    /** Bundles whose packages others may import. */
    private static final Set<String> FOUNDATION =
            Set.of("api", "workspace", "databricks-sdk", "databricks-sdk-deps", "arrow");

    @Test
    void onlyFoundationBundlesExportPackages() {
        assertThat(BUNDLES)
                .filteredOn(bundle -> !FOUNDATION.contains(bundle.name()))
                .isNotEmpty()
                .allSatisfy(bundle -> assertThat(bundle.header("Export-Package"))
                        .as(bundle.name())
                        .isEmpty());
    }

    @Test
    void theApiKnowsNobody() {
        classes()
                .that()
                .resideInAPackage("io.appkit.api..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java..", "io.appkit.api..", "org.jspecify..", "org.osgi.."))
                .check(CLASSES);
    }

    @Test
    void bundlesKnowEachOtherThroughFoundationBundlesOnly() {
        for (Bundle bundle : BUNDLES) {
            String own = bundle.rootPackage();
            noClasses()
                    .that()
                    .resideInAPackage(own + "..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.appkit..")
                            .and(not(resideInAnyPackage(own + "..", "io.appkit.api..", "io.appkit.workspace.."))))
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void thePlatformDoesNotKnowTheWorkspace() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.appkit.core..",
                        "io.appkit.server..",
                        "io.appkit.auth..",
                        "io.appkit.shell..",
                        "io.appkit.localworkspace..",
                        "io.appkit.starter..",
                        "io.appkit.launcher..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.appkit.workspace..")
                .check(CLASSES);
    }

    /** DS tells a component's constructor by the number of its parameters, and logs an error for any other of as many. */
    @Test
    void noTwoConstructorsOfAComponentTakeAsManyParameters() {
        List<JavaClass> components = CLASSES.stream()
                .filter(type -> type.isAnnotatedWith("org.osgi.service.component.annotations.Component"))
                .toList();
        assertThat(components)
                .isNotEmpty()
                .allSatisfy(component -> assertThat(component.getConstructors())
                        .extracting(constructor -> constructor.getParameters().size())
                        .as(component.getName())
                        .doesNotHaveDuplicates());
    }

    @Test
    void onlyAuthAndWorkspaceSeeATokensValue() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.appkit.api..", "io.appkit.auth..", "io.appkit.workspace..")
                .should()
                .callMethod("io.appkit.api.platform.BearerToken", "value")
                .check(CLASSES);
    }
}
