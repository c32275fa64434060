package io.trawl.e2e.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The arrows of the architecture guide point only one way, and the house style is kept. */
@AnalyzeClasses(packages = "io.trawl", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final int MAX_CONSTRUCTOR_PARAMETERS = 7;

    @ArchTest
    static final ArchRule shouldPointArrowsOnlyToTheLeft = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("schemas")
            .definedBy("io.trawl.schemas..")
            .layer("engine")
            .definedBy("io.trawl.engine..")
            .layer("orchestrator")
            .definedBy("io.trawl.orchestrator..")
            .layer("worker")
            .definedBy("io.trawl.worker..")
            .optionalLayer("kafka")
            .definedBy("io.trawl.kafka..")
            .optionalLayer("streams")
            .definedBy("io.trawl.streams..")
            .layer("federation")
            .definedBy("io.trawl.federation..")
            .layer("discovery")
            .definedBy("io.trawl.discovery..")
            .layer("cli")
            .definedBy("io.trawl.cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("orchestrator")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("worker")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("kafka")
            .mayOnlyBeAccessedByLayers("streams", "cli")
            .whereLayer("streams")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("federation")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("discovery")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("orchestrator", "worker", "kafka", "streams", "federation", "discovery", "cli");

    /** A workload sees the public SPI alone, so that anybody could have written it. */
    @ArchTest
    static final ArchRule shouldLetTheWorkloadSeeTheSpiOnly = noClasses()
            .that()
            .resideInAPackage("io.trawl.discovery..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.trawl.engine..")
                    .and(DescribedPredicate.not(resideInAPackage("io.trawl.engine.workload"))));

    @ArchTest
    static final ArchRule shouldKeepSpringInTheApiTheMetricsAndTheConsumers = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.trawl.orchestrator.api..",
                    "io.trawl.orchestrator.metrics..",
                    // Its cron expressions alone, which need nothing else of it.
                    "io.trawl.orchestrator.cron..",
                    "io.trawl.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule shouldKeepSqlInTheLedgerAndTheDatabase = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.trawl.orchestrator.ledger..",
                    "io.trawl.cli.database..",
                    "io.trawl.cli.assembly..",
                    // The master's own tables.
                    "io.trawl.federation..",
                    // Databases as sources: another thing than the ledger.
                    "io.trawl.discovery.jdbc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jdbi..", "java.sql..", "javax.sql..", "org.postgresql..");

    @ArchTest
    static final ArchRule shouldKeepKafkaInItsModules = noClasses()
            .that()
            .resideOutsideOfPackages("io.trawl.kafka..", "io.trawl.streams..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..");

    @ArchTest
    static final ArchRule shouldKeepOpenTelemetryInOnePackage = noClasses()
            .that()
            .resideOutsideOfPackage("io.trawl.cli.traces..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry..");

    @ArchTest
    static final ArchRule shouldNameThingsInTheTermsOfTheField = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameStartingWith("Base")
            .orShould()
            .haveSimpleNameStartingWith("Abstract");

    @ArchTest
    static final ArchRule shouldInjectNothingIntoFields =
            noFields().should().beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired");

    @ArchTest
    static final ArchRule shouldHaveNoMutableStaticState = fields().that()
            .areStatic()
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule shouldKeepConstructorsShort = classes()
            .that(DescribedPredicate.describe("are no records", (JavaClass type) -> !type.isRecord()))
            .should(new ArchCondition<JavaClass>("take at most " + MAX_CONSTRUCTOR_PARAMETERS + " parameters") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    for (JavaConstructor constructor : type.getConstructors()) {
                        if (constructor.getRawParameterTypes().size() > MAX_CONSTRUCTOR_PARAMETERS && !type.isEnum()) {
                            events.add(SimpleConditionEvent.violated(type, constructor.getFullName()));
                        }
                    }
                }
            });
}
