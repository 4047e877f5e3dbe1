package dev.remotemcp;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom. */
class ArchitectureTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "remotemcp");

    private final JavaClasses product = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.remotemcp");

    @Test
    void protocolKnowsNoWebServerAndNoAzure() {
        classes().that().resideInAPackage("dev.remotemcp.protocol..")
                .should().onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.remotemcp.protocol..", "dev.remotemcp.json", "java..", "javax.crypto..",
                        "com.fasterxml.jackson..",
                        "org.jspecify.annotations")
                .check(product);
    }

    @Test
    void jsonRpcKnowsNothingOfMcp() {
        noClasses().that().resideInAPackage("dev.remotemcp.protocol.jsonrpc")
                .should().dependOnClassesThat().resideInAPackage("dev.remotemcp.protocol")
                .check(product);
    }

    @Test
    void azureIsKnownToTheStoreOfBlobsAlone() {
        noClasses().that().haveNameNotMatching("dev\\.remotemcp\\.(azure\\.|snippets\\.(Blob|IdentityToken)).*")
                .should().dependOnClassesThat().resideInAnyPackage("com.azure..", "dev.remotemcp.azure")
                .check(product);
    }

    @Test
    void azureKnowsNobody() {
        noClasses().that().resideInAPackage("dev.remotemcp.azure")
                .should().dependOnClassesThat(resideInAPackage("dev.remotemcp..")
                        .and(resideOutsideOfPackages("dev.remotemcp.azure")))
                .check(product);
    }

    @Test
    void jsonKnowsNobody() {
        classes().that().resideInAPackage("dev.remotemcp.json")
                .should().onlyDependOnClassesThat()
                .resideInAnyPackage("dev.remotemcp.json", "java..", "com.fasterxml.jackson..", "org.jspecify.annotations")
                .check(product);
    }

    @Test
    void timeKnowsNobody() {
        classes().that().resideInAPackage("dev.remotemcp.time")
                .should().onlyDependOnClassesThat()
                .resideInAnyPackage("dev.remotemcp.time", "java..", "org.jspecify.annotations")
                .check(product);
    }

    @Test
    void featuresKnowNeitherTheTransportNorEachOther() {
        for (String feature : List.of("hello", "info", "prompts", "snippets", "weather")) {
            String itself = "dev.remotemcp." + feature;
            noClasses().that().resideInAPackage(itself)
                    .should().dependOnClassesThat(resideInAPackage("dev.remotemcp..")
                            .and(resideOutsideOfPackages(
                                    itself, "dev.remotemcp.protocol..", "dev.remotemcp.json", "dev.remotemcp.azure",
                                    "dev.remotemcp.time")))
                    .orShould().dependOnClassesThat().resideInAPackage("io.helidon.webserver..")
                    .check(product);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        ".", "azure", "hello", "http", "info", "json", "prompts", "protocol", "protocol/jsonrpc", "snippets",
        "time", "weather",
    })
    void packageIsNullMarked(String folder) {
        assertThat(SOURCES.resolve(folder).resolve("package-info.java")).content().contains("@NullMarked");
    }
}
