package dev.bac.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows that must not be drawn, and where each library lives. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.bac");

    private static final String[] DOMAINS = {
        "dev.bac.crm..",
        "dev.bac.erp..",
        "dev.bac.finance..",
        "dev.bac.knowledge..",
        "dev.bac.messaging..",
        "dev.bac.provisioning.."
    };

    @Test
    void seesAllModules() {
        for (String module :
                "identity store retrieval prompts llm llm.langchain4j llm.springai tools agents mcp crm erp finance knowledge messaging provisioning orchestrator"
                        .split(" ")) {
            assertThat(ALL.stream().anyMatch(one -> one.getPackageName().startsWith("dev.bac." + module)))
                    .as(module)
                    .isTrue();
        }
    }

    @Test
    void keepsRouterAndCatalogueApart() {
        never("dev.bac.llm..", "dev.bac.tools..");
        never("dev.bac.tools..", "dev.bac.llm..");
    }

    @Test
    void letsNothingDependOnTheOrchestrator() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.bac.orchestrator..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.bac.orchestrator..")
                .check(ALL);
    }

    @Test
    void letsADomainDependOnTheKitAndWhatTheKitStandsOnAlone() {
        for (String domain : DOMAINS) {
            for (String other : DOMAINS) {
                if (!domain.equals(other)) {
                    never(domain, other);
                }
            }
            never(domain, "dev.bac.tools..", "dev.bac.agents..", "dev.bac.llm..", "dev.bac.prompts..");
            // Documents are ranked as everything else is (ADR 31).
            if (!domain.equals("dev.bac.knowledge..")) {
                never(domain, "dev.bac.retrieval..");
            }
        }
    }

    @Test
    void drawsNoOtherArrowUpwards() {
        never("dev.bac.identity..", "dev.bac.(store|retrieval|llm|tools|agents|prompts|mcp)..");
        never("dev.bac.store..", "dev.bac.(retrieval|llm|tools|agents|prompts|mcp)..");
        never("dev.bac.retrieval..", "dev.bac.(identity|store|llm|tools|agents|prompts|mcp)..");
        never("dev.bac.prompts..", "dev.bac.(identity|store|retrieval|llm|tools|agents|mcp)..");
        never("dev.bac.llm..", "dev.bac.(agents|prompts|mcp)..");
        neverButItsStore("dev.bac.llm..");
        never("dev.bac.tools..", "dev.bac.(store|agents|prompts)..");
        neverButTheWire("dev.bac.tools..");
        never("dev.bac.agents..", "dev.bac.(store|retrieval|mcp)..");
        never("dev.bac.mcp..", "dev.bac.(retrieval|llm|tools|agents|prompts)..");
        never("dev.bac.mcp.wire..", "dev.bac.(identity|store)..", "io.modelcontextprotocol..", "jakarta..");
    }

    /** The router's core needs no database; what it keeps in one is a module of its own. */
    private static void neverButItsStore(String router) {
        noClasses()
                .that(resideInAPackage(router).and(not(resideInAPackage("dev.bac.llm.store.."))))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.bac.store.."))
                .check(ALL);
    }

    /** The host and the servers share the messages of the protocol, and nothing else. */
    private static void neverButTheWire(String from) {
        noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.bac.mcp..").and(not(resideInAPackage("dev.bac.mcp.wire.."))))
                .check(ALL);
    }

    @Test
    void keepsEachLibraryInItsRoom() {
        only("io.modelcontextprotocol..", "dev.bac.tools.mcp..", "dev.bac.mcp..");
        only(
                "dev.langchain4j..",
                "dev.bac.llm.langchain..",
                "dev.bac.llm.langchain4j..",
                "dev.bac.llm.openai..",
                "dev.bac.llm.anthropic..",
                "dev.bac.llm.gemini..",
                "dev.bac.retrieval.onnx..");
        only("io.github.ollama4j..", "dev.bac.llm.ollama..");
        only("org.apache.hc..", "dev.bac.llm.vendor..");
        only("org.springframework..", "dev.bac.mcp", "dev.bac.llm.springai..");
        only("reactor..", "dev.bac.mcp..", "dev.bac.tools.mcp..", "dev.bac.llm.springai..");
        only("io.opentelemetry..", "dev.bac.orchestrator.telemetry..");
        only("io.javalin..", "dev.bac.orchestrator.http..", "dev.bac.orchestrator.command..");
        only("info.picocli..", "dev.bac.orchestrator.command..");
        only("picocli..", "dev.bac.orchestrator.command..");
        only("com.zaxxer.hikari..", "dev.bac.store..");
        only("org.flywaydb..", "dev.bac.store..");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identity",
                "store",
                "retrieval",
                "prompts",
                "llm",
                "tools",
                "agents",
                "mcp",
                "crm",
                "erp",
                "finance",
                "knowledge",
                "messaging",
                "provisioning",
                "orchestrator"
            })
    void hasNoCycleOfPackages(String module) {
        slices().assignedFrom(new Packages("dev.bac." + module))
                .should()
                .beFreeOfCycles()
                .check(ALL);
    }

    /** Every package of the module is a slice of its own. */
    private record Packages(String module) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass one) {
            String name = one.getPackageName();
            return name.equals(module) || name.startsWith(module + ".")
                    ? SliceIdentifier.of(name)
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "the packages of " + module;
        }
    }

    @Test
    void marksEveryPackageAsFreeOfNulls() {
        var unmarked = ALL.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(one -> !one.getClasses().isEmpty() && !one.isAnnotatedWith(NullMarked.class))
                .map(one -> one.getName())
                .toList();

        assertThat(unmarked).isEmpty();
    }

    @Test
    void namesThingsByWhatTheyAre() {
        classes()
                .should()
                .haveNameNotMatching(".*(Impl|Manager|Helper|Helpers|Util|Utils)")
                .andShould()
                .haveNameNotMatching(".*\\.(Abstract|Default)[A-Z]\\w*")
                .check(ALL);
    }

    private static void never(String from, String... to) {
        noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to)
                .allowEmptyShould(true)
                .check(ALL);
    }

    private static void only(String library, String... rooms) {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(ALL);
    }
}
