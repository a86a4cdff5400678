package dev.bac.orchestrator.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between modules, as the architecture draws them: what is not drawn is forbidden. */
class ArrowsTest {
    private static final List<String> DOMAINS = List.of("crm", "erp", "finance", "messaging", "provisioning");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("test-classes"))
            .importPackages("dev.bac");

    /** A module and all modules of ours that it may depend on. */
    static Stream<Arguments> arrows() {
        var platform = Stream.of(
                Arguments.of("identity", List.of()),
                Arguments.of("store", List.of("identity")),
                Arguments.of("retrieval", List.of()),
                Arguments.of("prompts", List.of()),
                Arguments.of("llm", List.of("identity", "retrieval")),
                Arguments.of("tools", List.of("identity", "retrieval")),
                Arguments.of("agents", List.of("llm", "tools", "prompts", "identity")),
                Arguments.of("mcp", List.of("identity", "store")));
        // A domain sees the store and the caller through the kit's own signatures.
        var domains = DOMAINS.stream().map(domain -> Arguments.of(domain, List.of("mcp", "identity", "store")));
        return Stream.concat(platform, domains);
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void dependsOnNothingThatIsNotDrawn(String module, List<String> drawn) {
        String own = "dev.bac." + module + "..";
        String[] allowed = Stream.concat(Stream.of(own), drawn.stream().map(name -> "dev.bac." + name + ".."))
                .toArray(String[]::new);
        holds(noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.bac..").and(not(resideInAnyPackage(allowed)))));
    }

    @Test
    void nothingDependsOnTheOrchestrator() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("dev.bac.orchestrator..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.bac.orchestrator.."));
    }

    /** Each foreign library and the only packages that may know it. */
    static Stream<Arguments> rooms() {
        return Stream.of(
                room("io.modelcontextprotocol..", "dev.bac.tools.mcp..", "dev.bac.mcp.."),
                room(
                        "dev.langchain4j..",
                        "dev.bac.llm.langchain..",
                        "dev.bac.llm.openai..",
                        "dev.bac.llm.anthropic..",
                        "dev.bac.llm.gemini..",
                        "dev.bac.retrieval.onnx.."),
                room("io.github.ollama4j..", "dev.bac.llm.ollama.."),
                room("org.springframework..", "dev.bac.mcp.."),
                room("com.nimbusds..", "dev.bac.identity.."),
                room("com.github.kagkarlsson..", "dev.bac.store.."),
                room("org.flywaydb..", "dev.bac.store.."),
                room("com.zaxxer..", "dev.bac.store.."),
                room("io.javalin..", "dev.bac.orchestrator.."),
                room("picocli..", "dev.bac.orchestrator.command.."));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void staysInItsRoom(String library, String[] rooms) {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library));
    }

    @Test
    void modulesFormNoCycle() {
        holds(slices().matching("dev.bac.(*)..").should().beFreeOfCycles());
    }

    @Test
    void packagesFormNoCycle() {
        holds(slices().matching("dev.bac.(**)").should().beFreeOfCycles());
    }

    @Test
    void noClassIsNamedForItsKindInsteadOfItsPurpose() {
        var wrong = CLASSES.stream()
                .map(one -> one.getSimpleName())
                .filter(name -> Stream.of("Impl", "Manager", "Helper", "Helpers", "Util", "Utils")
                                .anyMatch(name::endsWith)
                        || Stream.of("Default", "Abstract").anyMatch(name::startsWith))
                .distinct()
                .toList();
        assertThat(wrong).isEmpty();
    }

    @Test
    void findsTheModulesItJudges() {
        var modules = CLASSES.stream()
                .map(one -> one.getPackageName().split("\\.")[2])
                .distinct()
                .toList();
        assertThat(modules).containsAll(DOMAINS).contains("identity", "store", "llm", "tools", "agents", "mcp");
    }

    private static Arguments room(String library, String... rooms) {
        return Arguments.of(library, Arrays.copyOf(rooms, rooms.length));
    }

    private static void holds(ArchRule rule) {
        rule.check(CLASSES);
    }
}
